#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace lamina {

/// All bytes of a file, as many as it has. Throws std::system_error, which is a std::runtime_error, "<reader>: cannot
/// read <path>: <the system's reason>"; a device (/dev/zero) has no end and is refused so too.
std::string file_bytes(std::string_view reader, std::filesystem::path const& path);

}  // namespace lamina
