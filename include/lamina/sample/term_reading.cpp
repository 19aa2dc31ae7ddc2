#include <lamina/sample/term_reading.hpp>

#include <cctype>
#include <cmath>
#include <memory>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <lamina/dsl/evaluate/evaluate.hpp>
#include <lamina/dsl/expr/function_table.hpp>
#include <lamina/dsl/print/text.hpp>
#include <lamina/dsl/rewrite/readable.hpp>

namespace lamina {

namespace {

/// "nan" without the sign that it has by chance
std::string told(double v) {
    return std::isnan(v) ? "nan" : fmt::format("{}", v);
}

/// Where an operation is finite or, `smooth`, its derivative is, of its arguments x and y; empty where that is not a
/// matter of them alone
std::string domain_of(graph::node const& n, bool smooth) {
    if (elementary::is_function(n.kind)) return std::string(elementary::describe(n.kind).needs);
    if (n.kind != graph::op::power) return "";
    if (n.b == 1) return n.a < 0 ? "x != 0" : "";
    return n.a > 0 && !smooth ? "x >= 0" : "x > 0";
}

/// `sentence` with texts for the words x and y
std::string with(std::string_view sentence, std::string const& x, std::string const& y) {
    std::string out;
    bool in_word = false;
    for (std::size_t at = 0; at < sentence.size(); ++at) {
        auto const letter = [&](std::size_t k) { return k < sentence.size() && std::isalpha(sentence[k]) != 0; };
        char const c = sentence[at];
        if ((c == 'x' || c == 'y') && !in_word && !letter(at + 1))
            out += c == 'x' ? x : y;
        else
            out += c;
        in_word = letter(at);
    }
    return out;
}

}  // namespace

/// All residuals at one point
class term_reading::evaluation {
public:
    evaluation(term_reading const& of, std::size_t point, std::span<double const> u)
        : of_(of), point_(point), u_(u), heap_(std::make_unique<graph::arena>(of.g_)), g_(*heap_) {
        tables_ = tabulated(of.plan_.tables, of.at(point));
        constants_ = tabulated(of.plan_.constants, std::vector<double>(of.frame_.size(), 0.0));
    }

    [[nodiscard]] std::string why_value(graph::node_id id) {
        if (std::isfinite(value(id))) return "";
        for (bool found = true; found;) {  // down to the first whose arguments are finite
            found = false;
            for (graph::node_id const child : relevant(id)) {
                if (std::isfinite(value(child))) continue;
                id = child, found = true;
                break;
            }
        }
        if (g_[id].kind == graph::op::channel)
            return fmt::format("{} itself is {} at {}", text(id), told(value(id)), of_.place(point_));
        return fmt::format("{} is {} at {}{}", text(id), told(value(id)), of_.place(point_), arguments(id, false));
    }

    [[nodiscard]] std::string why_slope(graph::node_id id) {
        for (graph::node_id const child : relevant(id)) {
            if (std::string const below = why_slope(child); !below.empty()) return below;
            if (g_[id].kind == graph::op::sum || g_[id].kind == graph::op::product || is_condition(id, child)) continue;
            if (graph::planning::varies(g_, child) && !std::isfinite(slope(id, child)))
                return fmt::format("the derivative of {} is infinite at {}{}", text(id), of_.place(point_),
                                   arguments(id, true));
        }
        return "";
    }

private:
    term_reading const& of_;
    std::size_t point_;
    std::span<double const> u_;
    std::unique_ptr<graph::arena> heap_;
    graph::arena& g_;
    xt::xtensor<double, 2> tables_, constants_;

    /// Shape (roots, 1)
    xt::xtensor<double, 2> tabulated(graph::id_list const& roots, std::span<double const> where) {
        return tabulate(g_, std::span(roots.at, static_cast<std::size_t>(roots.size)), where, of_.frame_, of_.known_);
    }
    [[nodiscard]] double leaf(graph::node_id id) const {
        auto const a = static_cast<std::size_t>(g_[id].a);
        if (g_[id].kind == graph::op::table) return tables_(a, 0);
        return g_[id].kind == graph::op::constant ? constants_(a, 0) : u_[a];
    }
    [[nodiscard]] double value(graph::node_id id) const {
        return evaluate::node<double>(g_, id, [&](graph::arena const&, graph::node_id at) { return leaf(at); });
    }
    [[nodiscard]] bool is_condition(graph::node_id id, graph::node_id child) const {
        return g_[id].kind == graph::op::where && (child == g_.child(id, 0) || child == g_.child(id, 1));
    }
    /// The children that the value depends on: of a choice its condition and the branch that is taken
    [[nodiscard]] std::vector<graph::node_id> relevant(graph::node_id id) const {
        graph::id_list const all = g_.children(id);
        if (g_[id].kind != graph::op::where) return {all.at, all.at + all.size};
        auto const taken = evaluate::choose(graph::relation_of(g_[id]), value(all[0]), value(all[1]), 2.0, 3.0);
        return {all[0], all[1], all[static_cast<int>(taken)]};
    }
    /// The partial derivative of the operation `id` in its argument `child`
    double slope(graph::node_id id, graph::node_id child) {
        graph::node_id const variable = g_.add({.kind = graph::op::channel, .a = static_cast<long>(u_.size())});
        graph::id_list children = g_.children(id);
        for (int k = 0; k < children.size; ++k)
            if (children[k] == child) children[k] = variable;
        graph::node_id const derivative = graph::derivative(g_, graph::rebuild(g_, g_[id], children), variable);
        double const there = value(child);
        return evaluate::node<double>(
            g_, derivative, [&](graph::arena const&, graph::node_id at) { return at == variable ? there : leaf(at); });
    }

    /// A number whose text is its value
    [[nodiscard]] bool is_written_number(graph::node_id id) const {
        if (g_[id].kind == graph::op::constant) id = of_.plan_.constants[static_cast<int>(g_[id].a)];
        return graph::is_number(g_, id) || g_[id].kind == graph::op::literal;
    }
    /// ": w = -0.31, expected w >= 0": the arguments that are no numbers, with their values
    std::string arguments(graph::node_id id, bool smooth) {
        std::string out;
        std::string const domain = domain_of(g_[id], smooth);
        for (graph::node_id const child : relevant(id)) {
            if (!is_written_number(child))
                out += fmt::format("{}{} = {:.6g}", out.empty() ? ": " : ", ", text(child), value(child));
        }
        if (domain.empty()) return out;
        return out + ", expected " + with(domain, text(g_.child(id, 0)), text(g_.child(id, g_[id].count - 1)));
    }
    /// Node `id` as it was written: with derivatives of the unknowns, coefficients and parameters for its stand-ins
    std::string text(graph::node_id id) {
        term_plan_names const names{*this};
        graph::node_id const written = graph::replace(g_, id, [&](graph::node_id at) { return names(at); });
        return to_text(g_, graph::readable(g_, written));
    }

    struct term_plan_names {
        evaluation& in;
        graph::node_id operator()(graph::node_id at) const {
            graph::term_plan const& plan = in.of_.plan_;
            auto const a = static_cast<int>(in.g_[at].a);
            if (in.g_[at].kind == graph::op::table) return plan.tables[a];
            if (in.g_[at].kind == graph::op::constant) return plan.constants[a];
            if (in.g_[at].kind != graph::op::channel) return graph::node_id::none;
            int const jets = plan.unknowns * plan.channel_count;
            return a < jets
                       ? jet(a / plan.channel_count, plan.channel[static_cast<std::size_t>(a % plan.channel_count)])
                       : graph::trained_parameter(in.g_, *in.of_.unknowns_, a - jets);
        }
        [[nodiscard]] graph::node_id jet(int unknown, graph::planned_channel const& channel) const {
            graph::arena& g = in.g_;
            unknown_table const& all = *in.of_.unknowns_;
            graph::id_list terms;
            for (int k = 0; k < channel.size; ++k) {
                auto const& part = channel.part[static_cast<std::size_t>(k)];
                graph::id_list along;
                for (int j = 0; j < part.alpha.order; ++j)
                    along.push(graph::axis(g, all, part.alpha.direction[static_cast<std::size_t>(j)]));
                graph::node_id term = graph::scalar_unknown(g, all, unknown);
                if (along.size > 0) term = graph::partial(g, term, along);
                if (part.weight >= 0) term = graph::product(g, in.of_.plan_.weights[part.weight], term);
                terms.push(graph::product(g, graph::number(g, part.multiplicity), term));
            }
            return graph::sum(g, terms);
        }
    };
};

term_reading::term_reading(graph::arena const& g, graph::term_plan const& plan, unknown_table const& unknowns,
                           std::span<double const> points, point_frame const& frame, bindings known)
    : g_(g),
      plan_(plan),
      unknowns_(&unknowns),
      points_(points.begin(), points.end()),
      frame_(frame),
      known_(std::move(known)) {}

std::string term_reading::place(std::size_t point) const {
    std::span<double const> const x = at(point), space = x.first(static_cast<std::size_t>(frame_.space));
    auto const numbers = fmt::format("{:.6g}", fmt::join(space, ", "));
    std::string out = fmt::format("{} = {}", unknowns_->position, space.size() == 1 ? numbers : "(" + numbers + ")");
    if (frame_.time) out += fmt::format(", t = {:.6g}", x[space.size()]);
    return out;
}

std::string term_reading::why_value(std::size_t residual, std::size_t point, std::span<double const> u) const {
    return evaluation(*this, point, u).why_value(plan_.residuals[static_cast<int>(residual)]);
}

std::string term_reading::why_slope(std::size_t residual, std::size_t point, std::span<double const> u) const {
    return evaluation(*this, point, u).why_slope(plan_.residuals[static_cast<int>(residual)]);
}

}  // namespace lamina
