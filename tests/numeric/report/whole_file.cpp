#include "catch.hpp"

#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <string>
#include <vector>

#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <lamina/report/csv.hpp>
#include <lamina/report/npz.hpp>
#include <lamina/report/plot.hpp>
#include <lamina/report/vtk.hpp>

#include "scratch_folder.hpp"

using namespace lamina;
using Catch::Contains;

namespace {

std::vector<double> const numbers(20000, 0.1);

struct writer {
    char const* name;
    char const* file;
    std::function<void(std::filesystem::path const&)> write;
};
/// Everything that writes a file, each more than 4096 bytes.
std::vector<writer> const writers{{"write_csv", "u.csv",
                                   [](auto const& path) {
                                       write_csv(path, {{"u", numbers}});
                                   }},
                                  {"write_npz", "u.npz",
                                   [](auto const& path) {
                                       write_npz(path, {{"u", {100, 200}, numbers}});
                                   }},
                                  {"write_vtk", "u.vti",
                                   [](auto const& path) {
                                       write_vtk(path, {{100, 200}, {0, 0}, {1, 1}}, {{"u", numbers}});
                                   }},
                                  {"plot", "u.png",
                                   [](auto const& path) {
                                       plot(path, {{"u", {0, 1, 2}, {0, 1, 4}}});
                                   }},
                                  {"plot", "u.svg", [](auto const& path) {
                                       plot(path, {{"u", {0, 1, 2}, {0, 1, 4}}});
                                   }}};

/// No file of this process and its children grows beyond so many bytes: as on a full disk, a write stops half-way.
struct full_disk {
    rlimit before{};
    void (*handler)(int);

    explicit full_disk(rlim_t bytes) : handler(std::signal(SIGXFSZ, SIG_IGN)) {
        getrlimit(RLIMIT_FSIZE, &before);
        rlimit const now{bytes, before.rlim_max};
        REQUIRE(setrlimit(RLIMIT_FSIZE, &now) == 0);
    }
    ~full_disk() {
        setrlimit(RLIMIT_FSIZE, &before);
        std::signal(SIGXFSZ, handler);
    }
    full_disk(full_disk const&) = delete;
    full_disk& operator=(full_disk const&) = delete;
};

/// What a writer says when it fails; empty if it does not.
std::string complaint(writer const& w, std::filesystem::path const& path) {
    try {
        w.write(path);
    } catch (std::runtime_error const& error) {
        return error.what();
    }
    return "";
}

std::string refusal(writer const& w, std::filesystem::path const& path, std::string const& reason) {
    return std::string(w.name) + ": cannot write " + path.string() + ": " + reason;
}

}  // namespace

TEST_CASE("a write that fails half-way leaves the old file and says why", "[report]") {
    for (writer const& w : writers) {
        scratch_folder const folder;
        std::string failure;
        for (bool const there : {false, true}) {
            if (there) folder.put(w.file, "the old one");
            {
                full_disk const limit(4096);
                failure = complaint(w, folder.path / w.file);
            }
            CHECK(failure == refusal(w, folder.path / w.file, "File too large"));
            CHECK(folder.names() == (there ? std::vector<std::string>{w.file} : std::vector<std::string>{}));
        }
        CHECK(folder.get(w.file) == "the old one");
        CHECK(complaint(w, folder.path / w.file).empty());
        CHECK(folder.get(w.file).size() > 4096);
        CHECK(folder.names() == std::vector<std::string>{w.file});
    }
}

TEST_CASE("what is no file to be replaced says so, or is written to", "[report]") {
    for (writer const& w : writers) {
        scratch_folder const folder;
        CHECK(complaint(w, folder.path) == refusal(w, folder.path, "Is a directory"));
        CHECK(complaint(w, folder.path / "none" / w.file) ==
              refusal(w, folder.path / "none" / w.file, "No such file or directory"));
        CHECK(complaint(w, "/dev/full") == refusal(w, "/dev/full", "No space left on device"));
        CHECK(complaint(w, "/dev/null").empty());
        CHECK(std::filesystem::is_character_file("/dev/null"));
        CHECK(folder.names().empty());
    }
}

TEST_CASE("a folder or a file that may not be written is left alone", "[report]") {
    if (geteuid() == 0) return;  // root may write everything
    for (writer const& w : writers) {
        scratch_folder const folder;
        folder.put(w.file, "the old one");
        REQUIRE(chmod((folder.path / w.file).c_str(), 0444) == 0);
        CHECK(complaint(w, folder.path / w.file) == refusal(w, folder.path / w.file, "Permission denied"));
        REQUIRE(chmod(folder.path.c_str(), 0555) == 0);
        CHECK(complaint(w, folder.path / "new.png") == refusal(w, folder.path / "new.png", "Permission denied"));
        REQUIRE(chmod(folder.path.c_str(), 0755) == 0);
        CHECK(folder.get(w.file) == "the old one");
    }
}

TEST_CASE("a file that is replaced keeps its permissions, and a link its file", "[report]") {
    scratch_folder const folder;
    folder.put("run.csv", "the old one");
    REQUIRE(chmod((folder.path / "run.csv").c_str(), 0640) == 0);
    std::filesystem::create_symlink("run.csv", folder.path / "latest.csv");
    std::filesystem::create_symlink("to come.csv", folder.path / "next.csv");
    write_csv(folder.path / "latest.csv", {{"u", std::vector<double>{1}}});
    write_csv(folder.path / "next.csv", {{"u", std::vector<double>{2}}});
    CHECK(std::filesystem::is_symlink(folder.path / "latest.csv"));
    CHECK(folder.get("run.csv") == "u\n1\n");
    CHECK(folder.get("to come.csv") == "u\n2\n");
    struct stat now {};
    REQUIRE(stat((folder.path / "run.csv").c_str(), &now) == 0);
    CHECK((now.st_mode & 0777) == 0640);
    auto const others = umask(0);
    umask(others);
    REQUIRE(stat((folder.path / "to come.csv").c_str(), &now) == 0);
    CHECK((now.st_mode & 0777) == (0666 & ~others));
}

TEST_CASE("a name as long as names may be is written", "[report]") {
    scratch_folder const folder;
    std::string longest(251, 'n');
    longest += ".csv";
    write_csv(folder.path / longest, {{"u", std::vector<double>{1}}});
    CHECK(folder.names() == std::vector<std::string>{longest});
}

TEST_CASE("no shell sees a path", "[report]") {
    scratch_folder const folder;
    std::filesystem::path const unusual = folder.path / "it's \"$HOME\" `id`; touch INJECTED\n'";
    std::filesystem::create_directory(unusual);
    char const* const before = std::getenv("TMPDIR");
    std::string const kept = before ? before : "";
    setenv("TMPDIR", (unusual.string() + "; touch INJECTED; '").c_str(), 1);
    for (writer const& w : writers) CHECK(complaint(w, unusual / w.file).empty());
    before ? setenv("TMPDIR", kept.c_str(), 1) : unsetenv("TMPDIR");
    CHECK_FALSE(std::filesystem::exists("INJECTED"));
    CHECK(std::distance(std::filesystem::directory_iterator(unusual), {}) == 5);
    CHECK(folder.names().size() == 1);
}
