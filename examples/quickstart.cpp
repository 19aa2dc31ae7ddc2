// One equation, from its text to its solution:
//   -(a(x / eps) u')' = f on (-pi, pi), u = 0 at the ends, a(y) = 1 / (2.1 + 2 sin y)
// printed, homogenised, its tangent kernel measured, and solved by a network against the exact solution
//   u = sin 2x + eps sin(x / eps) - (eps / pi) sin(pi / eps) x
// (experiments C2, C7 and C10 of Carney, Gangal and Kim 2022).
#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <lamina.hpp>

using namespace lamina;

constexpr auto x = position<1>;
constexpr auto eps = parameter<"eps">;
constexpr auto u = unknown<"u">(x);
constexpr auto a = coefficient<"a">([](auto y) { return 1 / (2.1 + 2 * sin(y)); });
constexpr auto darcy = problem(-div(a(x / eps) * grad(u)) == sin(x), on(boundary, u == 0));

// C7: the right-hand side is derived from the exact solution; divided by a, the equation trains better.
constexpr auto exact = sin(2 * x) + eps * sin(x / eps) - eps / pi * sin(pi / eps) * x;
constexpr auto manufactured =
    problem(manufacture(-div(a(x / eps) * grad(u)) / a(x / eps) == 0, u, exact), on(boundary, u == 0));

// C2 and C10: where eps enters the tangent kernel, and where it does not.
constexpr auto b = coefficient<"b">([](auto y) { return 1 / (2.1 + 2 * sin(2 * pi * y)); });
constexpr auto oscillating_coefficient = problem(-div(b(x / eps) * grad(u)) == sin(x), on(boundary, u == 0));
constexpr auto oscillating_source = problem(-lap(u) == sin(x / eps), on(boundary, u == 0));

double exact_at(double at, double e) {
    return std::sin(2 * at) + e * std::sin(at / e) - e / pi * std::sin(pi / e) * at;
}

/// The slope of log y over log x by least squares
double slope(std::vector<double> const& over, std::vector<double> const& y) {
    double sx = 0, sy = 0, sxx = 0, sxy = 0;
    auto const n = static_cast<double>(over.size());
    for (std::size_t k = 0; k < over.size(); ++k) {
        double const p = std::log(over[k]), q = std::log(y[k]);
        sx += p, sy += q, sxx += p * p, sxy += p * q;
    }
    return (n * sxy - sx * sy) / (n * sxx - sx * sx);
}

double spread(std::vector<double> const& v) {
    auto const [least, most] = std::minmax_element(v.begin(), v.end());
    return *most / *least;
}

struct scaling {
    std::vector<double> eps, norm, fresh_norm, boundary, fresh_boundary, poisson;
};

/// C2 and C10: the blocks of the tangent kernel for ten eps, one theta for all, and fresh draws beside it
scaling measure_tangent_kernel() {
    auto const network = mlp({50}, activation::tanh);
    scaling out;
    std::printf("%8s %12s %12s %12s %12s %12s | %12s %12s | %12s\n", "eps", "|K_uu|_F", "lambda_1", "lambda_2",
                "lambda_3", "rho(K_bb)", "fresh K_uu", "fresh K_bb", "Poisson K_uu");
    for (int k = 1; k <= 10; ++k) {
        double const e = 1.0 / (10 * k);
        auto model = collocate(oscillating_coefficient, interval(-pi, pi), network, points(256), eps = e);
        auto control = collocate(oscillating_source, interval(-pi, pi), network, points(256), eps = e);
        auto const theta = standard_normal(model.layout(), 1);
        tangent_kernel const kernel(model, theta);
        tangent_kernel const fresh(model, standard_normal(model.layout(), 100 + static_cast<unsigned>(k)));
        auto const largest = kernel.largest_eigenvalues("u", 3);
        out.eps.push_back(e);
        out.norm.push_back(kernel.uu.frobenius_norm());
        out.boundary.push_back(kernel.spectral_radius("b"));
        out.fresh_norm.push_back(fresh.uu.frobenius_norm());
        out.fresh_boundary.push_back(fresh.spectral_radius("b"));
        out.poisson.push_back(tangent_kernel(control, theta).uu.frobenius_norm());
        std::printf("%8.4f %12.4e %12.4e %12.4e %12.4e %12.4e | %12.4e %12.4e | %12.4e\n", e, out.norm.back(),
                    largest[0], largest[1], largest[2], out.boundary.back(), out.fresh_norm.back(),
                    out.fresh_boundary.back(), out.poisson.back());
    }
    return out;
}

int main(int argc, char** argv) {
    CLI::App app("One equation, from its text to its solution");
    std::string json, output = ".";
    app.add_option("--json", json, "write the results to this file");
    app.add_option("--output", output, "folder of the pictures");
    CLI11_PARSE(app, argc, argv);
    std::filesystem::create_directories(output);
    auto const started = std::chrono::steady_clock::now();
    auto const picture = [&](char const* name) { return std::filesystem::path(output) / name; };

    std::puts("(i) the equation\n");
    print(darcy);
    print(darcy, unicode);
    std::puts("");
    print(facts_of(darcy));

    std::puts("\n(ii) two scales: u = u0(x) + eps u1(x, y) + ..., y = x / eps\n");
    constexpr auto two_scale = homogenize(darcy, x / eps);
    std::printf("order eps^-1:  %s == 0\n", to_text(two_scale.order<-1>()).c_str());
    std::printf("order eps^0:   %s == 0\n", to_text(two_scale.order<0>()).c_str());
    std::puts("cell problem:");
    print(two_scale.cell<0>());
    std::printf("corrector:     u1 = %s\n", to_text(two_scale.corrector()).c_str());
    std::puts("effective problem:");
    print(two_scale.effective());

    std::puts("\n(iii) the effective coefficient\n");
    auto const medium = solve(two_scale, period(2 * pi));
    double const effective = medium(0, 0);
    std::printf("a* by energy %.16f, by flux %.16f, harmonic mean 1/2.1 = %.16f\n", effective, medium.by_flux[0],
                1 / 2.1);
    auto homogenised = collocate(effective_problem(two_scale, medium), interval(-pi, pi), chebyshev{30},
                                 chebyshev_points({60}));
    double const shown = 1.0 / 8;
    auto fine = collocate(darcy, interval(-pi, pi), chebyshev{200}, chebyshev_points({400}), eps = shown);
    auto const line = linear_points(-pi, pi, 2001);
    auto const u0 = homogenised.value(solve(homogenised.system()).theta, line);
    auto const u_fine = fine.value(solve(fine.system()).theta, line);
    std::vector<double> corrected(line.size());
    for (std::size_t k = 0; k < line.size(); ++k) {
        std::size_t const left = k == 0 ? 0 : k - 1, right = std::min(k + 1, line.size() - 1);
        double const slope_u0 = (u0[right] - u0[left]) / (line[right] - line[left]);
        corrected[k] = u0[k] + shown * medium.chi[0]({line[k] / shown, 0, 0}) * slope_u0;
    }
    double first = 0, second = 0;
    for (std::size_t k = 0; k < line.size(); ++k) {
        first = std::max(first, std::abs(u_fine[k] - u0[k]));
        second = std::max(second, std::abs(u_fine[k] - corrected[k]));
    }
    std::printf("eps = 1/8: max |u - u0| = %.3e, max |u - (u0 + eps u1)| = %.3e\n", first, second);
    plot(picture("two_scale.png"), {{"u, eps = 1/8", line, u_fine}, {"u0", line, u0}, {"u0 + eps u1", line, corrected}},
         {.title = "-(a(x/eps) u')' = sin x and its two-scale expansion", .x_label = "x", .y_label = "u"});

    std::puts("\n(iv) the tangent kernel: one theta for all eps, fresh draws beside it\n");
    scaling const k = measure_tangent_kernel();
    double const ntk_slope = slope(k.eps, k.norm);
    std::printf("|K_uu| ~ eps^%.3f (fresh draws: eps^%.3f); spread of rho(K_bb): %.12f (fresh: %.2f); "
                "of Poisson's K_uu: %.12f\n",
                ntk_slope, slope(k.eps, k.fresh_norm), spread(k.boundary), spread(k.fresh_boundary), spread(k.poisson));
    plot(picture("ntk_scaling.png"),
         {{"|K_uu|, one theta", k.eps, k.norm, true},
          {"|K_uu|, fresh draws", k.eps, k.fresh_norm, true},
          {"|K_uu|, Poisson with oscillating source", k.eps, k.poisson, true}},
         {.title = "The tangent kernel grows as 1/eps^2", .x_label = "eps", .y_label = "Frobenius norm",
          .log_x = true, .log_y = true});

    std::puts("\n(v) a network on the oscillating problem, eps = 1/32\n");
    print(manufactured);
    double const small = 1.0 / 32;
    auto model = collocate(manufactured, interval(-pi, pi), mlp({40, 40, 40, 40}, activation::sin), points(1024),
                           eps = small, lambda{2});
    auto const start = glorot(model.layout(), 1, {.first_layer_scale = 100});
    auto const trained = train(model.system(), start, levenberg_marquardt(), {.iterations = 150, .loss = 1e-10});
    auto const dense = linear_points(-pi, pi, 20001);
    auto const network = model.value(trained.theta, dense);
    double error = 0;
    std::vector<double> truth(dense.size());
    for (std::size_t p = 0; p < dense.size(); ++p) {
        truth[p] = exact_at(dense[p], small);
        error = std::max(error, std::abs(network[p] - truth[p]));
    }
    auto const& last = trained.history.back();
    std::printf("loss %.2e after %zu iterations, %.1f s (%s)\nmax error over 20,001 points: %.2e\n", trained.loss,
                last.iteration, last.seconds, trained.stopped_because.c_str(), error);
    plot(picture("network.png"), {{"exact", dense, truth}, {"network", dense, network}},
         {.title = "The network at eps = 1/32, max error " + std::to_string(error), .x_label = "x", .y_label = "u"});

    double const seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count();
    std::printf("\n%.1f s; pictures in %s\n", seconds, output.c_str());
    if (!json.empty())
        std::ofstream(json) << nlohmann::json{{"effective_coefficient", effective},
                                              {"ntk_slope", ntk_slope},
                                              {"ntk_boundary_spread", spread(k.boundary)},
                                              {"ntk_poisson_spread", spread(k.poisson)},
                                              {"darcy_max_error", error},
                                              {"seconds", seconds}}
                                   .dump(2)
                            << "\n";
    bool const good = std::abs(effective - 1 / 2.1) <= 1e-12 && ntk_slope >= -2.1 && ntk_slope <= -1.9 &&
                      std::abs(spread(k.boundary) - 1) <= 1e-10 && std::abs(spread(k.poisson) - 1) <= 1e-10 &&
                      error <= 1e-4;
    return good ? 0 : 1;
}
