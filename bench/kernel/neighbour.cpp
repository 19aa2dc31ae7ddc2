// What a busy neighbour costs: loss and gradient of Helmholtz M1 (2-50-50-50-50-1 tanh) on 2 threads, alone and beside
// a process that spins, in turns. Three that want two cores have 2/3 of a core each: work shared perfectly takes
// 1.5 times as long. The bar is 1.6.

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include <lamina/rows/collocated_system.hpp>
#include <lamina/rows/term_functions.hpp>
#include <lamina/network/initialize.hpp>
#include <lamina/network/mlp.hpp>

#include "../json_file.hpp"

namespace {

using namespace lamina;

/// lap u + u - q
struct helmholtz {
    using channels = channel_set<partial_channel<>, partial_channel<0>, partial_channel<1>,
                                 collapsed_channel<weighted_partial<1, -1, 0, 0>, weighted_partial<1, -1, 1, 1>>>;
    static constexpr int unknowns = 1, trained = 0, tables = 1, constants = 0;
    static constexpr bool affine = true;
    template <class V, class C>
    static V value(C const*, V const* t, V const* u) {
        return u[3] + u[0] - t[0];
    }
    template <class V, class C>
    static void gradient(C const*, V const*, V const*, V* du) {
        du[0] = V(1);
        du[1] = du[2] = V(0);
        du[3] = V(1);
    }
};

std::unique_ptr<collocated_system<double>> system_at(std::size_t n, network_layout const& layout, thread_pool& pool) {
    std::vector<double> jets;
    for (std::size_t i = 0; i < 2; ++i)
        for (std::size_t c = 0; c < 4; ++c)
            for (std::size_t p = 0; p < n; ++p)
                jets.push_back(c == 0 ? static_cast<double>(p * (i + 1) % 97) / 97 : c == i + 1 ? 1.0 : 0.0);
    std::vector<double> const tables(n, 0.5);
    std::vector<std::unique_ptr<residual_part<double>>> parts;
    parts.push_back(std::make_unique<residual_part<double>>(
        functions_of<helmholtz, double, false>(), std::vector<std::string>{"u"}, point_data{n, 2, jets, {}, tables}));
    return std::make_unique<collocated_system<double>>(layout, std::move(parts), pool);
}

/// A child process that does nothing but keep a core busy, for as long as this lives.
class busy_neighbour {
public:
    busy_neighbour() : process_(fork()) {
        if (process_ < 0) std::exit((std::perror("neighbour: fork"), 1));
        for (volatile unsigned long spins = 0; process_ == 0;) spins = spins + 1;
    }
    ~busy_neighbour() {
        kill(process_, SIGKILL);
        waitpid(process_, nullptr, 0);
    }
    busy_neighbour(busy_neighbour const&) = delete;
    busy_neighbour& operator=(busy_neighbour const&) = delete;

private:
    pid_t process_;
};

/// Milliseconds of a call: the mean over 0.4 seconds of calls
template <class Call>
double mean_time(Call&& call) {
    using clock_type = std::chrono::steady_clock;
    auto const begin = clock_type::now();
    double elapsed = 0;
    int calls = 0;
    for (; elapsed < 0.4; ++calls) {
        call();
        elapsed = std::chrono::duration<double>(clock_type::now() - begin).count();
    }
    return 1e3 * elapsed / calls;
}

double median(std::vector<double> values) {
    std::nth_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2), values.end());
    return values[values.size() / 2];
}

}  // namespace

int main(int argc, char** argv) {
    std::string json;
    CLI::App app("What a busy neighbour costs");
    app.add_option("--json", json, "write the ratios to this file");
    CLI11_PARSE(app, argc, argv);
    nlohmann::ordered_json ratios;
    thread_pool pool(2);
    auto const layout = mlp({50, 50, 50, 50}, activation::tanh).layout(2, 1);
    auto const theta = glorot(layout, 1);
    std::vector<double> gradient(theta.size());
    std::printf("%8s %12s %18s %8s\n", "points", "alone, ms", "beside busy, ms", "ratio");
    for (std::size_t n : {256u, 1024u, 8192u, 65536u}) {
        auto const system = system_at(n, layout, pool);
        std::vector<double> alone, busy;
        for (int round = 0; round < 5; ++round) {
            auto const call = [&] { system->loss_and_gradient(theta, gradient); };
            alone.push_back(mean_time(call));
            busy_neighbour const neighbour;
            busy.push_back(mean_time(call));
        }
        double const ratio = median(busy) / median(alone);
        ratios["ratio_" + std::to_string(n)] = ratio;
        std::printf("%8zu %12.3f %18.3f %8.2f\n", n, median(alone), median(busy), ratio);
        std::fflush(stdout);
    }
    write_json(json, ratios);
}
