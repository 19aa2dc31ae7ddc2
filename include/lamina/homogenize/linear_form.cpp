#include <lamina/homogenize/linear_form.hpp>

#include <algorithm>
#include <stdexcept>
#include <utility>

#include <lamina/dsl/print/text.hpp>
#include <lamina/dsl/rewrite/replace.hpp>
#include <lamina/dsl/twoscale/operators.hpp>

namespace lamina {

namespace {

class separation {
public:
    separation(graph::arena& in, std::vector<int> unknowns, int position_name)
        : g(in), w(std::move(unknowns)), name(position_name) {
        for (int k = 0; k < g[w[0]].count; ++k)
            if (graph::node const& at = g[g.child(w[0], k)]; at.name == name) d = static_cast<int>(at.b);
        flux.resize(static_cast<std::size_t>(d));
    }

    linear_form operator()(int root) {
        graph::id_list pointwise;
        graph::id_list const terms = graph::terms_of(g, root);
        for (int k = 0; k < terms.size; ++k)
            if (!add_flux(terms[k])) pointwise.push(terms[k]);
        int const rest = marked(graph::scalarize(g, graph::sum(g, pointwise)), root);
        linear_form out{.dimension = d};
        std::vector<int> fluxes;
        for (graph::id_list const& f : flux) fluxes.push_back(marked(graph::scalarize(g, graph::sum(g, f)), root));
        int const m = static_cast<int>(w.size());
        for (int i = 0; i < d; ++i) {
            int const f = fluxes[static_cast<std::size_t>(i)];
            for (int j = 0; j < m * d; ++j) out.tensor.push_back(coefficient(f, slope(j), root));
            for (int k = 0; k < m; ++k) out.transport.push_back(coefficient(f, value(k), root));
            out.flux.push_back(without(f));
        }
        for (int j = 0; j < m * d; ++j) out.drift.push_back(coefficient(rest, slope(j), root));
        for (int k = 0; k < m; ++k) out.reaction.push_back(graph::derivative(g, rest, value(k)));
        out.source = graph::negative(g, without(rest));
        return out;
    }

private:
    graph::arena& g;
    std::vector<int> w;  // the components of the unknown
    int name, d = 1;
    std::vector<graph::id_list> flux;  // terms of component i of what stands under -div

    int value(int k) { return g.add({.kind = graph::op::channel, .a = 2000 + k}); }
    int slope(int j) { return g.add({.kind = graph::op::channel, .a = 2100 + j}); }
    /// Which component of the unknown a node is, or -1
    [[nodiscard]] int component_at(int id) const {
        auto const found = std::find(w.begin(), w.end(), id);
        return found == w.end() ? -1 : static_cast<int>(found - w.begin());
    }
    int coordinate(int j) { return graph::coordinate(g, name, j, d); }

    /// The axis of a coordinate of the position, or -1
    int axis(int id) {
        graph::node const n = g[id];
        return n.kind == graph::op::coordinate && n.name == name ? static_cast<int>(n.a) : -1;
    }

    /// Takes a term (factors free of the position) * (div, lap or partial in the position of something).
    bool add_flux(int term) {
        graph::id_list front;
        int outer = -1;
        graph::id_list const factors = graph::factors_of(g, term);
        for (int k = 0; k < factors.size; ++k) {
            graph::node const n = g[factors[k]];
            bool const whole = (n.kind == graph::op::div || n.kind == graph::op::lap) && n.name == name;
            bool const jet = n.kind == graph::op::partial && component_at(g.child(factors[k], 0)) >= 0 && n.count <= 2;
            bool const along = n.kind == graph::op::partial && !jet && axis(g.child(factors[k], n.count - 1)) >= 0;
            if ((whole || along) && outer < 0) outer = factors[k];
            else if (graph::depends_on(g, factors[k], name)) return false;
            else front.push(factors[k]);
        }
        if (outer < 0) return false;
        front.push(graph::number(g, -1));
        graph::node const n = g[outer];
        int inner = g.child(outer, 0);
        if (n.kind == graph::op::partial) {
            graph::id_list others;
            for (int k = 1; k + 1 < n.count; ++k) others.push(g.child(outer, k));
            front.push(graph::partial(g, inner, others));
            flux[static_cast<std::size_t>(axis(g.child(outer, n.count - 1)))].push(graph::product(g, front));
            return true;
        }
        if (n.kind == graph::op::lap) inner = graph::differential(g, graph::op::grad, name, d, inner);
        for (int i = 0; i < d; ++i) {
            graph::id_list all = front;
            all.push(graph::component(g, inner, i));
            flux[static_cast<std::size_t>(i)].push(graph::product(g, all));
        }
        return true;
    }

    /// The jets of w as channels.
    int marked(int id, int root) {
        return graph::replace(g, id, [&](int at) {
            if (int const k = component_at(at); k >= 0) return value(k);
            int const k = g[at].kind == graph::op::partial ? component_at(g.child(at, 0)) : -1;
            if (k < 0) return -1;
            int const j = g[at].count == 2 ? axis(g.child(at, 1)) : -1;
            if (j < 0)
                throw std::invalid_argument("linear form: " + to_text(g, at) +
                                            " does not stand under a divergence in " + to_text(g, root));
            return slope(d * k + j);
        });
    }
    int coefficient(int id, int mark, int root) {
        int const out = graph::derivative(g, id, mark);
        if (graph::contains(g, out, graph::op::channel))
            throw std::invalid_argument("linear form: " + to_text(g, root) + " is not linear in the derivatives of " +
                                        std::string(g.name_of(w[0])));
        return out;
    }
    int without(int id) {
        return graph::replace(g, id,
                              [&](int at) { return g[at].kind == graph::op::channel ? graph::number(g, 0) : -1; });
    }
};

}  // namespace

linear_form linear_form_of(graph::arena& g, int root, int unknown, int name) {
    return separation(g, {unknown}, name)(root);
}

std::vector<linear_form> linear_forms_of(graph::arena& g, int root, int unknown, int name) {
    int const m = g[unknown].form.rows;
    if (m == 0) return {linear_form_of(g, root, unknown, name)};
    std::vector<int> components;
    for (int k = 0; k < m; ++k) components.push_back(graph::component(g, unknown, k));
    std::vector<linear_form> out;
    for (int k = 0; k < m; ++k) out.push_back(separation(g, components, name)(graph::component(g, root, k)));
    return out;
}

}  // namespace lamina
