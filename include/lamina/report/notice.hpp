#pragma once

#include <string>

namespace lamina {

/// Writes "lamina: <text>" and a new line to standard error, each text once in the life of the program: for what a
/// user should know of a problem that is solved all the same.
void notice(std::string const& text);

}  // namespace lamina
