#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace lamina {

/// A visitor of named fields that saves them as arrays of doubles, or loads them: what a struct lists in
///
///     void describe(state_fields& to) { to("m", m, theta.size()); to("power", power); }
///
/// is saved and loaded by the same list, bit for bit.
class state_fields {
public:
    static constexpr std::size_t any = static_cast<std::size_t>(-1);
    using arrays = std::map<std::string, std::vector<double>>;

    /// Saves.
    state_fields();
    /// Loads from `saved`.
    explicit state_fields(arrays saved);

    [[nodiscard]] bool loads() const { return loads_; }
    [[nodiscard]] arrays const& saved() const { return arrays_; }

    /// An array, of `size` numbers where that is given. This and what follows throw std::invalid_argument where there
    /// is no array to load, or one of another size, a number that is no such count, or a name that comes twice.
    void operator()(std::string_view name, std::vector<double>& field, std::size_t size = any);
    void operator()(std::string_view name, double& field);
    void operator()(std::string_view name, std::size_t& field);
    void operator()(std::string_view name, std::vector<std::size_t>& field);
    void operator()(std::string_view name, std::string& field);
    void operator()(std::string_view name, std::vector<std::string>& field);
    /// The fields of a struct that has a `describe`, each under the name of this one and its own
    template <class Described>
        requires requires(Described& d, state_fields& to) { d.describe(to); }
    void operator()(std::string_view name, Described& field) {
        std::string const outer = prefix_;
        prefix_ += std::string(name) + ".";
        field.describe(*this);
        prefix_ = outer;
    }

private:
    /// The array of that name, shape (size,)
    std::vector<double>& array(std::string_view name, std::size_t size);

    arrays arrays_{};
    bool loads_ = false;
    std::string prefix_{};
};

}  // namespace lamina
