#include <lamina/train/state_fields.hpp>

#include <cmath>
#include <stdexcept>

#include <fmt/format.h>

namespace lamina {

state_fields::state_fields() = default;
state_fields::state_fields(arrays saved) : arrays_(std::move(saved)), loads_(true) {}

std::vector<double>& state_fields::array(std::string_view name, std::size_t size) {
    std::string const full = prefix_ + std::string(name);
    if (!loads_) {
        auto const [place, is_new] = arrays_.try_emplace(full);
        if (!is_new) throw std::invalid_argument(fmt::format("two fields are named \"{}\"", full));
        return place->second;
    }
    auto const found = arrays_.find(full);
    if (found == arrays_.end()) throw std::invalid_argument(fmt::format("there is no array \"{}\"", full));
    if (size != any && found->second.size() != size)
        throw std::invalid_argument(
            fmt::format("array \"{}\" has {} numbers, expected {}", full, found->second.size(), size));
    return found->second;
}

void state_fields::operator()(std::string_view name, std::vector<double>& field, std::size_t size) {
    auto& there = array(name, size);
    loads_ ? field = there : there = field;
}

void state_fields::operator()(std::string_view name, double& field) {
    auto& there = array(name, 1);
    if (loads_)
        field = there[0];
    else
        there = {field};
}

void state_fields::operator()(std::string_view name, std::vector<std::size_t>& field) {
    constexpr double beyond = 9007199254740992;  // 2^53: every smaller count is a double
    std::vector<double> numbers(field.begin(), field.end());
    (*this)(name, numbers);
    field.clear();
    for (double const x : numbers) {
        if (!(x >= 0 && x < beyond && x == std::floor(x)))
            throw std::invalid_argument(fmt::format("\"{}{}\" holds {}, expected a count", prefix_, name, x));
        field.push_back(static_cast<std::size_t>(x));
    }
}

void state_fields::operator()(std::string_view name, std::size_t& field) {
    std::vector<std::size_t> one{field};
    (*this)(name, one);
    if (one.size() != 1)
        throw std::invalid_argument(fmt::format("\"{}{}\" has {} numbers, expected 1", prefix_, name, one.size()));
    field = one[0];
}

void state_fields::operator()(std::string_view name, std::string& field) {
    std::vector<double> bytes;
    for (char const c : field) bytes.push_back(static_cast<unsigned char>(c));
    (*this)(name, bytes);
    field.clear();
    for (double const b : bytes) field += b >= 0 && b < 256 ? static_cast<char>(static_cast<unsigned char>(b)) : '?';
}

void state_fields::operator()(std::string_view name, std::vector<std::string>& field) {
    std::string joined;
    for (std::string const& text : field) joined += text + '\n';
    (*this)(name, joined);
    field.clear();
    for (std::size_t begin = 0, end; (end = joined.find('\n', begin)) != std::string::npos; begin = end + 1)
        field.push_back(joined.substr(begin, end - begin));
}

}  // namespace lamina
