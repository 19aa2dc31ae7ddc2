#pragma once

#include <lamina/dsl/calculus/jump.hpp>
#include <lamina/dsl/reject/shapes.hpp>

namespace lamina::reject {

/// The residual of Source holds at points (its strong form) only if no derivative acts on what jumps.
template <class Source>
constexpr bool strong_form() {
    constexpr bool fits = [] {
        graph::arena g;
        return graph::differentiated_jump(g, Source::residual(g)) == graph::node_id::none;
    }();
    if constexpr (!fits)
        refuse<said<[] {
            graph::arena g;
            graph::node_id const jump = graph::differentiated_jump(g, Source::residual(g));
            sentence_sink what;
            if (g[jump].kind == graph::op::call)
                what << g.name_of(jump);
            else
                printing::writer(g, what).write(jump);
            sentence s;
            s << "the equation differentiates " << what;
            if (graph::is_jump(g, jump))
                s << ", which jumps; solve it in the Fourier cell form, by homogenize, or give a coefficient that is "
                     "smooth, or declare it: coefficient<...>(body, differentiable)";
            else
                s << " more often than its kink allows; write it under one derivative only, or a smooth function, such "
                     "as sqrt(pow<2>(u) + 0.01) for abs(u)";
            return s;
        }>>();
    return fits;
}

}  // namespace lamina::reject
