#pragma once

#include <stdexcept>
#include <string>
#include <vector>

namespace lamina {

/// Throws std::invalid_argument where two of the `named`, columns or fields of a file, have one name.
template <class Named>
void expect_distinct_names(std::string const& writer, std::vector<Named> const& named) {
    for (std::size_t k = 0; k < named.size(); ++k)
        for (std::size_t j = 0; j < k; ++j)
            if (named[j].name == named[k].name)
                throw std::invalid_argument(writer + ": number " + std::to_string(j) + " and number " +
                                            std::to_string(k) + " are both called \"" + named[k].name +
                                            "\", expected a name for each");
}

}  // namespace lamina
