#include "../catch.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

#include <lamina/rows/panel_partition.hpp>

using namespace lamina;

namespace {

std::vector<std::vector<portion>> const systems{
    {{1, 1, 4, 8}},
    {{2, 2, 4, 8}},
    {{1000, 1, 4, 8}, {37, 1, 1, 32}},
    {{3, 1, 12, 2}, {500, 2, 5, 6}, {1, 1, 1, 32}, {64, 1, 3, 10}},
};

}  // namespace

TEST_CASE("Shares hold every panel once, in order, and no row in two", "[rows]") {
    for (auto const& parts : systems)
        for (std::size_t const threads : {1u, 2u, 3u, 7u, 64u}) {
            panel_partition const divided(parts, threads);
            for (std::size_t part = 0; part < parts.size(); ++part) {
                std::size_t next = 0;
                for (std::size_t s = 0; s < divided.shares(); ++s) {
                    index_range const mine = divided.panels(part, s);
                    CHECK(mine.begin == next);
                    CHECK(mine.begin <= mine.end);
                    CHECK(mine.begin % parts[part].panels_per_row == 0);
                    next = mine.end;
                }
                CHECK(next == parts[part].panels);
            }
        }
}

TEST_CASE("Shares cost the same but for a row", "[rows]") {
    for (auto const& parts : systems)
        for (std::size_t const threads : {1u, 2u, 3u, 7u}) {
            panel_partition const divided(parts, threads);
            double whole = 0, row = 0;
            for (portion const& part : parts) {
                whole += static_cast<double>(part.panels * part.cost);
                row = std::max(row, static_cast<double>(part.panels_per_row * part.cost));
            }
            for (std::size_t s = 0; s < divided.shares(); ++s) {
                double cost = 0;
                for (std::size_t part = 0; part < parts.size(); ++part) {
                    index_range const mine = divided.panels(part, s);
                    cost += static_cast<double>((mine.end - mine.begin) * parts[part].cost);
                }
                CHECK(std::abs(cost - whole / static_cast<double>(divided.shares())) <= row);
            }
        }
}

TEST_CASE("One thread has one share, several have one to eight each", "[rows]") {
    for (auto const& parts : systems) {
        CHECK(panel_partition(parts, 1).shares() == 1);
        for (std::size_t const threads : {2u, 3u, 16u}) {
            std::size_t const shares = panel_partition(parts, threads).shares();
            CHECK(shares % threads == 0);
            CHECK(shares >= threads);
            CHECK(shares <= 8 * threads);
        }
    }
}
