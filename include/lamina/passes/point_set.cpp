#include <lamina/passes/point_set.hpp>

#include <algorithm>
#include <stdexcept>
#include <string>

#include <lamina/parallel/thread_pool.hpp>

namespace lamina {

namespace {

void check_size(char const* name, std::size_t size, std::size_t rows, std::size_t points) {
    if (size != rows * points)
        throw std::invalid_argument("point_set: " + std::string(name) + " has " + std::to_string(size) +
                                    " numbers, expected " + std::to_string(rows) + " x " + std::to_string(points) +
                                    " points = " + std::to_string(rows * points));
}

}  // namespace

template <class Real>
point_set<Real>::point_set(point_data const& data, panel_shape shape, std::size_t weights, std::size_t tables,
                           combination how)
    : points_(data.points),
      inputs_(data.inputs),
      weight_count_(weights),
      table_count_(tables),
      given_outputs_(data.points > 0 ? data.given.size() / (data.points * shape.channels) : 0),
      panels_(0),
      shape_(shape),
      how_(how) {
    if (points_ == 0) throw std::invalid_argument("point_set: points is 0, expected at least 1");
    if (inputs_ == 0) throw std::invalid_argument("point_set: inputs is 0, expected at least 1");
    if (points_ % panels_per_row() != 0)
        throw std::invalid_argument("point_set: points is " + std::to_string(points_) +
                                    ", expected an even number for combination::difference");
    check(data);

    std::size_t const half = points_ / panels_per_row();
    panels_ = (half + shape.points() - 1) / shape.points() * panels_per_row();
    jets_.resize(panels_ * inputs_ * shape.row());
    weights_.resize(panels_ * shape.groups * weights * shape.lanes);
    tables_.resize(panels_ * shape.groups * tables * shape.lanes);
    given_.resize(panels_ * given_outputs_ * shape.row());
    if (how == combination::mean) mean_weights_.resize(panels_ * shape.groups * shape.lanes);

    fill(data);
}

template <class Real>
void point_set<Real>::move_to(point_data const& data) {
    if (data.points != points_ || data.inputs != inputs_)
        throw std::invalid_argument("point_set: " + std::to_string(data.points) + " points of " +
                                    std::to_string(data.inputs) + " inputs, expected " + std::to_string(points_) +
                                    " of " + std::to_string(inputs_));
    check(data);
    fill(data);
}

template <class Real>
void point_set<Real>::check(point_data const& data) const {
    check_size("jets", data.jets.size(), inputs_ * shape_.channels, points_);
    check_size("weights", data.weights.size(), weight_count_, points_);
    check_size("tables", data.tables.size(), table_count_, points_);
    check_size("given", data.given.size(), given_outputs_ * shape_.channels, points_);
    if (!data.mean_weights.empty()) check_size("mean_weights", data.mean_weights.size(), 1, points_);
}

template <class Real>
void point_set<Real>::fill(point_data const& data) {
    std::size_t const half = points_ / panels_per_row(), weights = weight_count_, tables = table_count_;
    panel_shape const shape = shape_;
    auto const begin_of = [&](std::size_t p) { return p % panels_per_row() * half; };
    auto const lay = [&](std::size_t count, std::span<double const> from, aligned_vector<Real>& to) {
        default_pool().run(count, [&](std::size_t i, std::size_t) {  // of functions of a space these are gigabytes
            for (std::size_t p = 0; p < panels_; ++p)
                for (std::size_t g = 0; g < shape.groups; ++g) {
                    std::size_t const first = first_point(p, g), begin = begin_of(p);
                    Real* at = to.data() + (p * count + i) * shape.row() + g * shape.channels * shape.lanes;
                    for (std::size_t c = 0; c < shape.channels; ++c) {
                        double const* const along = from.data() + (i * shape.channels + c) * points_ + begin;
                        for (std::size_t lane = 0; lane < shape.lanes; ++lane)
                            *at++ = static_cast<Real>(along[std::min(first + lane, half - 1)]);
                    }
                }
        });
    };
    lay(inputs_, data.jets, jets_);
    lay(given_outputs_, data.given, given_);
    for (std::size_t p = 0; p < panels_; ++p)
        for (std::size_t g = 0; g < shape.groups; ++g)
            for (std::size_t lane = 0; lane < shape.lanes; ++lane) {
                std::size_t const point = begin_of(p) + std::min(first_point(p, g) + lane, half - 1);
                std::size_t const group = p * shape.groups + g;
                for (std::size_t i = 0; i < weights; ++i)
                    weights_[(group * weights + i) * shape.lanes + lane] =
                        static_cast<Real>(data.weights[i * points_ + point]);
                for (std::size_t i = 0; i < tables; ++i)
                    tables_[(group * tables + i) * shape.lanes + lane] =
                        static_cast<Real>(data.tables[i * points_ + point]);
                if (how_ == combination::mean && lane < valid_lanes(p, g))
                    mean_weights_[group * shape.lanes + lane] = static_cast<Real>(
                        data.mean_weights.empty() ? 1 / static_cast<double>(points_) : data.mean_weights[point]);
            }
}

template <class Real>
void point_set<Real>::add_given(std::size_t first, std::size_t count, Real* values) const {
    std::size_t const size = given_outputs_ * shape_.row();
    Real const* const from = given_.data() + first * size;
    for (std::size_t k = 0; k < count * size; ++k) values[k] += from[k];
}

template class point_set<double>;
template class point_set<float>;

}  // namespace lamina
