#include <lamina/report/run_program.hpp>

#include <array>
#include <cerrno>
#include <cstdio>
#include <memory>
#include <system_error>

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

namespace lamina {

namespace {

[[noreturn]] void fail(int error, std::string const& what) {
    throw std::system_error(error, std::generic_category(), what);
}

struct closer {
    void operator()(std::FILE* file) const { std::fclose(file); }
};
using open_file = std::unique_ptr<std::FILE, closer>;

/// A file without a name, which goes when it is closed. The input of a program and its errors are such files and its
/// output alone a pipe: then neither side ever waits for the other, and none is ended by SIGPIPE.
open_file nameless(std::string const& text) {
    open_file out(std::tmpfile());
    if (!out || std::fwrite(text.data(), 1, text.size(), out.get()) != text.size() || std::fflush(out.get()) != 0)
        fail(errno, "cannot write a temporary file");
    std::rewind(out.get());
    return out;
}

std::string all_of(open_file const& file) {
    std::string out;
    std::array<char, 1 << 16> some{};
    while (std::size_t const n = std::fread(some.data(), 1, some.size(), file.get())) out.append(some.data(), n);
    return out;
}

/// Which of this program's descriptors the other one sees as its standard input, output and errors.
struct redirections {
    posix_spawn_file_actions_t actions{};
    redirections(int input, int output, int errors) {
        posix_spawn_file_actions_init(&actions);
        posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO);
        posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
        posix_spawn_file_actions_adddup2(&actions, errors, STDERR_FILENO);
    }
    ~redirections() { posix_spawn_file_actions_destroy(&actions); }
    redirections(redirections const&) = delete;
    redirections& operator=(redirections const&) = delete;
};

}  // namespace

program_run run_program(std::vector<std::string> const& command, std::string const& input) {
    open_file const to = nameless(input), errors = nameless("");
    std::array<int, 2> ends{};
    if (pipe2(ends.data(), O_CLOEXEC) != 0) fail(errno, "cannot make a pipe");
    open_file const from(fdopen(ends[0], "rb"));
    open_file other_end(fdopen(ends[1], "wb"));
    redirections const as(fileno(to.get()), ends[1], fileno(errors.get()));
    std::vector<char*> arguments;
    for (std::string const& c : command) arguments.push_back(const_cast<char*>(c.c_str()));
    arguments.push_back(nullptr);
    pid_t child = 0;
    if (int const error = posix_spawnp(&child, arguments[0], &as.actions, nullptr, arguments.data(), environ))
        fail(error, "cannot start " + command[0]);
    other_end.reset();
    program_run out{0, all_of(from), {}};
    int status = 0;
    while (waitpid(child, &status, 0) < 0)
        if (errno != EINTR) fail(errno, "cannot wait for " + command[0]);
    std::rewind(errors.get());
    out.errors = all_of(errors);
    out.status = WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
    return out;
}

}  // namespace lamina
