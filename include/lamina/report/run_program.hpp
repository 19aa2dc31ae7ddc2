#pragma once

#include <string>
#include <vector>

namespace lamina {

/// What a program said, and how it ended: `status` as exit codes are, 128 + n if signal n ended it.
struct program_run {
    int status = 0;
    std::string output, errors;
};

/// Runs the program `command[0]`, found on the PATH, with the arguments after it and `input` as its standard input. No
/// shell sees any of them.
/// Throws std::system_error, with the system's reason, if the program cannot be started (error code ENOENT: it is not
/// on the PATH) or its input cannot be passed on.
program_run run_program(std::vector<std::string> const& command, std::string const& input);

}  // namespace lamina
