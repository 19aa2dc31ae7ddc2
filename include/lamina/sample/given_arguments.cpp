#include <lamina/sample/given_arguments.hpp>

#include <stdexcept>

namespace lamina {

void given_arguments::once(std::string const& what) {
    if (!given_.insert(what).second)
        throw std::invalid_argument(who_ + ": " + what + " is given twice, expected once");
}

}  // namespace lamina
