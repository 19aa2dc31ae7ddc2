#include <lamina/report/npy.hpp>

#include <stdexcept>

#include <fmt/format.h>

#include <lamina/report/file_bytes.hpp>
#include <lamina/report/npy_array.hpp>

namespace lamina {

array_of_doubles read_npy(std::filesystem::path const& path) {
    std::string const bytes = file_bytes("read_npy", path);
    try {
        npy_array const array(bytes);
        array_of_doubles out{array.shape(), std::vector<double>(array.size())};
        array.copy_to(out.values);
        return out;
    } catch (std::invalid_argument const& error) {
        throw std::invalid_argument(fmt::format("read_npy: {}: {}", path.string(), error.what()));
    }
}

}  // namespace lamina
