#include <lamina/report/whole_file.hpp>

#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <system_error>

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

namespace lamina {

namespace {

/// The file that a symbolic link leads to, there or not; any other path itself.
std::filesystem::path behind_links(std::filesystem::path path) {
    constexpr int as_many_as_the_system_follows = 40;
    std::error_code none;
    for (int i = 0; i < as_many_as_the_system_follows && std::filesystem::is_symlink(path, none); ++i)
        path = path.parent_path() / std::filesystem::read_symlink(path);
    return path;
}

/// Of the names of new files for this one; the number of the process follows.
std::string beginning_of_unfinished(std::filesystem::path const& target) {
    constexpr std::size_t longest = 200;  // of the 255 bytes of a name
    return target.filename().string().substr(0, longest) + ".unfinished-";
}

}  // namespace

whole_file::whole_file(std::string_view writer, std::filesystem::path const& path)
    : what_(fmt::format("{}: cannot write {}", writer, path.string())) {
    struct stat now {};
    bool const there = stat(path.c_str(), &now) == 0;
    if (!there && errno != ENOENT) fail(errno);
    if (there && S_ISDIR(now.st_mode)) fail(EISDIR);
    if (there && access(path.c_str(), W_OK) != 0) fail(errno);
    target_ = behind_links(path);
    std::error_code none;
    if (there && (!S_ISREG(now.st_mode) || !std::filesystem::equivalent(path, target_, none))) {
        file_.reset(std::fopen(path.c_str(), "wbe"));
        if (!file_) fail(errno);
        return;
    }
    static std::atomic<unsigned> serial{0};
    std::filesystem::path name;
    do {
        name = target_.parent_path() / fmt::format("{}{}-{}", beginning_of_unfinished(target_), getpid(), serial++);
        file_.reset(std::fopen(name.c_str(), "wbxe"));  // x: fails if it is there
    } while (!file_ && errno == EEXIST);
    if (!file_) fail(errno);
    new_.path = name;
    if (there && fchmod(fileno(file_.get()), now.st_mode & 0777) != 0) fail(errno);
}

whole_file::unfinished::~unfinished() {
    if (!path.empty()) unlink(path.c_str());
}

void whole_file::fail(int error) const {
    throw std::system_error(error, std::generic_category(), what_);
}

void whole_file::write(std::string_view bytes) {
    if (std::fwrite(bytes.data(), 1, bytes.size(), file_.get()) != bytes.size()) fail(errno);
}

void whole_file::write(std::span<double const> values) {
    write({reinterpret_cast<char const*>(values.data()), values.size_bytes()});
}

void whole_file::finish() {
    if (std::fflush(file_.get()) != 0) fail(errno);
    // what is no file on a disk has nothing to wait for
    if (!new_.path.empty() && fsync(fileno(file_.get())) != 0 && errno != EINVAL) fail(errno);
    if (std::fclose(file_.release()) != 0) fail(errno);
    if (new_.path.empty()) return;
    if (std::rename(new_.path.c_str(), target_.c_str()) != 0) fail(errno);
    new_.path.clear();
}

void remove_abandoned(std::filesystem::path const& path) {
    auto const target = behind_links(path);
    std::string const beginning = beginning_of_unfinished(target);
    std::error_code none;
    for (auto const& entry :
         std::filesystem::directory_iterator(std::filesystem::absolute(target).parent_path(), none)) {
        std::string const name = entry.path().filename().string();
        if (!name.starts_with(beginning)) continue;
        int const process = std::atoi(name.c_str() + beginning.size());
        if (process > 0 && kill(process, 0) != 0 && errno == ESRCH) unlink(entry.path().c_str());
    }
}

}  // namespace lamina
