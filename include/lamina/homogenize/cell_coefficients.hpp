#pragma once

#include <set>
#include <string>
#include <vector>

#include <lamina/homogenize/cell_system.hpp>
#include <lamina/sample/points_view.hpp>
#include <lamina/sample/table.hpp>

namespace lamina {

/// What the cell problems of a system and its averages know of the cell: every scalar function of y alone in them,
/// whole, without the correctors beside it. It can be evaluated anywhere, which correctors cannot.
class cell_coefficients {
public:
    cell_coefficients(cell_system const& system, bindings const& known);

    [[nodiscard]] std::size_t size() const { return names_.size(); }
    /// Function k as it prints
    [[nodiscard]] std::string const& name(std::size_t k) const { return names_[k]; }
    /// True if function k is given piece by piece, by `where`: it counts on [0, period) only.
    [[nodiscard]] bool is_piecewise(std::size_t k) const { return piecewise_[k]; }
    /// True if something in them may jump: a `where` or a table
    [[nodiscard]] bool may_jump() const { return may_jump_; }
    /// Elements of the largest table; 0: there is none
    [[nodiscard]] std::size_t table_elements() const { return table_elements_; }
    /// The fewest pixels along each axis of a cell of this period that keep the elements of all tables apart, equal
    /// neighbours in one: shape (D,), 1 where no table varies. A table at something that is no multiple of one
    /// coordinate counts as nothing here.
    [[nodiscard]] std::vector<std::size_t> table_pixels(std::span<double const> period) const;
    /// Points of a cell of this period where something happens that scattered points see seldom or never, shape (N, D)
    /// (`rare_points`)
    [[nodiscard]] point_list rare(std::span<double const> period) const;
    /// All functions at points y, shape (N, D): shape (size(), N). Throws as `cell_values`.
    [[nodiscard]] xt::xtensor<double, 2> operator()(std::span<double const> y) const;

private:
    struct lookup {
        std::vector<graph::node_id> arguments;
        table const* in;
    };
    struct part {
        graph::arena g;
        std::vector<graph::node_id> functions;
        std::vector<lookup> tables{};
    };
    std::size_t dimension_;
    bindings known_;
    std::vector<std::string> names_;
    std::vector<bool> piecewise_;
    bool may_jump_ = false;
    std::size_t table_elements_ = 0;
    mutable std::vector<part> parts_;  // evaluation writes calls out, which adds nodes

    void collect(part& to, graph::node_id id, graph::name_id fast, std::set<std::string>& seen);
    void look_for_jumps(part& in, graph::node_id written_out);
};

/// N points that fill the unit cube of D dimensions evenly and lie on no grid: the multiples of powers of the root of
/// t^(D + 1) = t + 1, shape (N, D) (Roberts 2018).
point_list scattered_points(std::size_t count, std::size_t dimension);

}  // namespace lamina
