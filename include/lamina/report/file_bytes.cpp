#include <lamina/report/file_bytes.hpp>

#include <array>
#include <cerrno>
#include <cstdio>
#include <exception>
#include <memory>
#include <system_error>

#include <fmt/format.h>
#include <sys/stat.h>

namespace lamina {

std::string file_bytes(std::string_view reader, std::filesystem::path const& path) {
    auto fail = [&](int error) {
        throw std::system_error(error, std::generic_category(),
                                fmt::format("{}: cannot read {}", reader, path.string()));
    };
    struct closer {
        void operator()(std::FILE* file) const { std::fclose(file); }
    };
    std::unique_ptr<std::FILE, closer> const file(std::fopen(path.c_str(), "rbe"));
    struct stat facts {};
    if (!file || fstat(fileno(file.get()), &facts) != 0) fail(errno);
    if (S_ISCHR(facts.st_mode) || S_ISBLK(facts.st_mode)) fail(EINVAL);
    std::string out;
    try {
        out.reserve(static_cast<std::size_t>(facts.st_size));
    } catch (std::exception const&) {  // bad_alloc or length_error
        fail(ENOMEM);
    }
    std::array<char, 1 << 16> some{};
    while (std::size_t const n = std::fread(some.data(), 1, some.size(), file.get())) out.append(some.data(), n);
    if (std::ferror(file.get())) fail(errno);
    return out;
}

}  // namespace lamina
