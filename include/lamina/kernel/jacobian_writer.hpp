#pragma once

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

#include <lamina/kernel/jet_workspace.hpp>
#include <lamina/kernel/panel_block.hpp>
#include <lamina/kernel/point_set.hpp>
#include <lamina/kernel/row_jacobian.hpp>
#include <lamina/kernel/weight_gradient.hpp>

namespace lamina {

/// Writes the rows of J that one pass in reverse has found while the next passes run: a store past the caches takes as
/// long as some ten products of registers, and neither waits for the other.
template <class Real>
class jacobian_writer final : public interlude {
public:
    /// While it lives, passes with `work` write between their register tiles, and keep what is not yet written.
    jacobian_writer(point_set<Real> const& points, jet_workspace<Real>& work) : points_(points), work_(work) {
        work_.set_between(this);
    }
    ~jacobian_writer() {
        work_.set_between(nullptr);
        work_.end_turns();
    }
    jacobian_writer(jacobian_writer const&) = delete;
    jacobian_writer& operator=(jacobian_writer const&) = delete;

    /// What the pass in reverse that runs now finds at a layer
    void found(layer_jets<Real> const& jets) { work_.found[1].push_back(jets); }

    /// Writes what is left, and from now on what was found since: at the block that starts at panel `first`, to `to`.
    /// `forward`: whether a pass forward runs before the next in reverse.
    void go_on(std::size_t first, jacobian_columns<Real> const& to, bool forward) {
        finish();
        // as many pieces as passes of this kind have had register tiles
        last_[with_forward_] = calls_;
        with_forward_ = forward;
        expected_ = last_[forward] > 0 ? last_[forward] : last_[!forward] / 2;
        std::swap(work_.found[0], work_.found[1]);
        work_.found[1].clear();
        written_ = total_ = calls_ = layer_ = unit_ = input_ = panel_ = 0;
        for (auto const& jets : work_.found[0])
            total_ += jets.adjoint.units * jets.input.units * jets.adjoint.panels;
        first_ = first;
        to_ = to;
    }

    void next() override {
        ++calls_;
        std::size_t const until = calls_ < expected_ ? total_ * calls_ / expected_ : total_;
        while (written_ < until) write_tile();
    }
    void finish() {
        while (written_ < total_) write_tile();
    }

private:
    /// Some registers of rows at a tile. All the rows of a tile follow each other, while the processor knows the pages
    /// that its parameters lie in.
    void write_tile() {
        layer_jets<Real> const& all = work_.found[0][layer_];
        std::size_t const units = all.adjoint.units, inputs = all.input.units, panels = all.adjoint.panels;
        std::size_t const first = panel_, count = std::min(panels_at_once(), panels - first);
        layer_jets<Real> const jets{all.layer, all.adjoint.part(first, count), all.input.part(first, count)};
        panel_ += count;
        of_size(units - unit_, [&](auto rows) {
            of_size(inputs - input_, [&](auto columns) {
                jacobian_tile<rows, columns>(jets, unit_, input_, points_, first_ + first, to_);
                written_ += rows * columns * count;
                if (panel_ < panels) return;
                panel_ = 0;
                input_ += columns;
            });
            if (input_ < inputs) return;
            bias_jacobian(all, unit_, rows, points_, first_, to_);
            input_ = 0;
            unit_ += rows;
        });
        if (unit_ < units) return;
        unit_ = 0;
        ++layer_;
    }
    [[nodiscard]] std::size_t panels_at_once() const {
        return jacobian_run / points_.shape().groups * points_.panels_per_row();
    }
    /// body(the largest size of a tile that is at most `left`, a constant)
    template <class Body>
    static void of_size(std::size_t left, Body&& body) {
        if (left >= gradient_tile<Real>) return body(std::integral_constant<std::size_t, gradient_tile<Real>>{});
        if (left >= 2) return body(std::integral_constant<std::size_t, 2>{});
        body(std::integral_constant<std::size_t, 1>{});
    }

    point_set<Real> const& points_;
    jet_workspace<Real>& work_;
    jacobian_columns<Real> to_{};
    std::size_t first_ = 0;
    std::size_t layer_ = 0, unit_ = 0, input_ = 0, panel_ = 0;  ///< the next tile
    std::size_t written_ = 0, total_ = 0;                   ///< weights, once for each panel
    std::size_t calls_ = 0, expected_ = 0, last_[2] = {};   ///< of `next`, since `go_on`; of each kind of pass
    bool with_forward_ = true;
};

}  // namespace lamina
