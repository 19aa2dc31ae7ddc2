#include <lamina/report/npy.hpp>

#include <stdexcept>

#include <fmt/format.h>

#include <lamina/report/file_bytes.hpp>
#include <lamina/report/npy_array.hpp>

namespace lamina {

xt::xarray<double> read_npy(std::filesystem::path const& path) {
    std::string const bytes = file_bytes("read_npy", path);
    try {
        npy_array const array(bytes);
        auto out = xt::xarray<double>::from_shape(array.shape());
        array.copy_to({out.data(), out.size()});
        return out;
    } catch (std::invalid_argument const& error) {
        throw std::invalid_argument(fmt::format("read_npy: {}: {}", path.string(), error.what()));
    }
}

}  // namespace lamina
