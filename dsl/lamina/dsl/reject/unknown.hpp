#pragma once

#include <array>
#include <cstddef>
#include <string_view>

#include <lamina/dsl/reject/wording.hpp>

/// Refusals of unknowns: of their size, and of what they are given to depend on.
namespace lamina::reject {

/// `unknown<"v", Size>`, no Size for a scalar
template <fixed_string Name, int... Size>
constexpr bool components_of_unknown() {
    constexpr bool fits = sizeof...(Size) == 0 || (sizeof...(Size) == 1 && ((Size >= 1) && ...));
    if constexpr (!fits)
        refuse<said<[] {
            sentence s;
            s << "unknown<\"" << Name.view() << "\"";
            ((s << ", " << static_cast<long>(Size)), ...);
            s << ">: an unknown is a scalar or a vector of one component or more; write unknown<\"" << Name.view()
              << "\">(x) or unknown<\"" << Name.view() << "\", 2>(x)";
            return s;
        }>>();
    return fits;
}

/// The position or time that stands twice, "" if there is none
template <class... Arguments>
constexpr std::string_view repeated() {
    constexpr std::size_t count = sizeof...(Arguments);
    std::array<std::string_view, count> const names{Arguments::name.view()...};
    for (std::size_t k = 0; k < count; ++k)
        for (std::size_t j = 0; j < k; ++j)
            if (names[k] == names[j]) return names[k];
    return {};
}
/// What an unknown, or a field, depends on: positions of one dimension, each once, time last.
/// Declared: `unknown`; Independent: whether each is a position or the time
template <fixed_string Declared, fixed_string Name, bool Independent, class... Arguments>
constexpr bool positions_of_function() {
    constexpr bool fits = [] {
        if constexpr (sizeof...(Arguments) == 0 || !Independent) return false;
        else {
            constexpr std::size_t count = sizeof...(Arguments);
            std::array<bool, count> const is_time{Arguments::is_time...};
            for (std::size_t k = 0; k + 1 < count; ++k)
                if (is_time[k]) return false;
            return common_dimension<Arguments...> >= 0;
        }
    }();
    if constexpr (Refused<Arguments...>) return false;
    else if constexpr (!fits)
        refuse<said<[] {
            sentence s;
            sentence name;
            name << Declared.view() << "<\"" << Name.view() << "\">";
            s << name << "(...): " << (Declared.view() == "unknown" ? "an " : "a ") << Declared.view()
              << " depends on positions of one dimension and then on time; write " << name << "(x) or " << name
              << "(x, t)";
            return s;
        }>>();
    else if constexpr (!repeated<Arguments...>().empty()) {
        refuse<said<[] {
            sentence s;
            s << Declared.view() << "<\"" << Name.view() << "\">(" << wordings<Arguments...>() << "): "
              << repeated<Arguments...>() << " stands twice; write it once";
            return s;
        }>>();
        return false;
    }
    return fits && !Refused<Arguments...>;
}

/// `u(x)(0.5)`
template <fixed_string Name, class... Arguments>
constexpr nothing called_twice() {
    if constexpr (whole<Arguments...>())
        refuse<said<[] {
            sentence s;
            s << Name.view() << "(" << wordings<Arguments...>() << "): " << Name.view()
              << " has been given its arguments; write " << Name.view()
              << " alone, and its value at a place as on(x == "
              << "number, " << Name.view() << " == number)";
            return s;
        }>>();
    return {};
}

/// `x(0)` of a position
template <fixed_string Name, int Dimension, class... Arguments>
constexpr nothing position_called() {
    if constexpr (whole<Arguments...>())
        refuse<said<[] {
            sentence s;
            s << Name.view() << "(" << wordings<Arguments...>() << "): " << Name.view()
              << " is where a point is, no function; write ";
            if constexpr (Dimension != 1) s << Name.view() << "[0] for its first component, ";
            else s << Name.view() << " alone, ";
            return s << "and a value at a place as on(" << Name.view() << (Dimension != 1 ? "[0]" : "")
                     << " == number, u == number)";
        }>>();
    return {};
}
/// `k(0.1)` of a parameter
template <fixed_string Name, class... Arguments>
constexpr nothing parameter_called() {
    if constexpr (whole<Arguments...>())
        refuse<said<[] {
            return sentence{} << Name.view() << "(" << wordings<Arguments...>() << "): " << Name.view()
                              << " is a number that is bound when the problem is solved; write " << Name.view()
                              << " alone, and " << Name.view() << " = number among the arguments of collocate or solve";
        }>>();
    return {};
}

}  // namespace lamina::reject
