#pragma once

#include <lamina/dsl/print/print.hpp>
#include <lamina/dsl/twoscale/homogenize.hpp>

namespace lamina {

/// The text of an expansion: the orders of eps, the cell problems, the corrector, what the cell problems require, and
/// the effective problem
template <class Problem, fixed_string X, fixed_string Eps>
std::string to_text(two_scale_t<Problem, X, Eps> const& expansion, notation const& style = plain) {
    using two_scale = two_scale_t<Problem, X, Eps>;
    std::string text;
    auto add = [&](std::string const& title, auto const& part) {
        text += title + "\n  " + to_text(part, style) + "\n";
    };
    add("order -2 of " + std::string(Eps.view()), expansion.template order<-2>() == two_scale::zero());
    add("order -1, with u = u0 + " + std::string(Eps.view()) + " u1 + ...",
        expansion.template order<-1>() == two_scale::zero());
    add("order 0", expansion.template order<0>() == two_scale::zero());
    [&]<std::size_t... K>(std::index_sequence<K...>) {
        (add("cell problem " + std::to_string(K), expansion.template cell<static_cast<int>(K)>()), ...);
    }(std::make_index_sequence<static_cast<std::size_t>(two_scale::cells)>{});
    [&]<std::size_t... K>(std::index_sequence<K...>) {
        (add("the cell problems require", expansion.template requirement<static_cast<int>(K)>()), ...);
    }(std::make_index_sequence<static_cast<std::size_t>(two_scale::requirements)>{});
    if constexpr (two_scale::has_measure) add("the weight of all averages", expansion.invariant_measure());
    add("corrector: u1 is", expansion.corrector());
    add("effective problem", expansion.effective());
    text.pop_back();
    return text;
}

}  // namespace lamina
