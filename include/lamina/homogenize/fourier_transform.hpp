#pragma once

#include <array>
#include <complex>
#include <cstddef>
#include <memory>
#include <span>
#include <vector>

namespace lamina {

/// The discrete Fourier transform of real periodic functions on a grid of n_0 x n_1 x n_2 points, by `fourier_lines`
/// and all threads.
class fourier_transform {
public:
    fourier_transform(std::array<std::size_t, 3> grid, std::array<double, 3> period);
    ~fourier_transform();
    fourier_transform(fourier_transform const&) = delete;
    fourier_transform& operator=(fourier_transform const&) = delete;

    using spectrum = std::vector<std::complex<double>>;

    /// The transforms of two real functions by one complex transform. Exactly Hermitian: a(-k) is conj(a(k)).
    void forward(std::span<double const> f, std::span<double const> g, spectrum& a, spectrum& b);
    /// The real functions, shape (points,), of two Hermitian spectra: the inverse transforms divided by the number of
    /// points.
    void inverse(spectrum const& a, spectrum const& b, std::span<double> f, std::span<double> g);
    void forward(std::span<double const> f, spectrum& a);
    void inverse(spectrum const& a, std::span<double> f);
    /// The wave number of axis i at index p of the spectrum; 0 at the Nyquist index of an even grid, where a first
    /// derivative of a real function is 0.
    [[nodiscard]] double wave_number(std::size_t i, std::size_t p) const;
    /// The signed frequency of axis i at index p of the spectrum, -n/2 < k <= n/2.
    [[nodiscard]] long frequency(std::size_t i, std::size_t p) const;
    /// Whether index p of the spectrum is at the Nyquist frequency of some axis.
    [[nodiscard]] bool is_nyquist(std::size_t p) const;
    [[nodiscard]] std::size_t size() const { return grid_[0] * grid_[1] * grid_[2]; }

private:
    struct plan;
    std::array<std::size_t, 3> grid_;
    std::array<double, 3> period_;
    std::unique_ptr<plan> plan_;
    std::vector<std::size_t> mirrored_;  // the index of -k for that of k

    void transform(spectrum& data, bool inverse);
    [[nodiscard]] std::size_t mirrored(std::size_t p) const;
};

}  // namespace lamina
