#pragma once

#include <cstddef>
#include <utility>

namespace lamina {

/// What waits to be done with units of a panel whose linear part is known: finish(panel, unit), for units begin ..
/// end - 1. It waits so that it can run between the steps of the next product: there its long chains of dependent
/// instructions (the activation) fill the gaps that the multiply-adds leave, and cost nearly nothing.
template <class Finish>
class unit_work {
public:
    explicit unit_work(Finish finish) : finish_(std::move(finish)) {}

    [[nodiscard]] std::size_t size() const { return end_ - begin_; }
    /// Finishes unit i of those that wait.
    [[gnu::always_inline]] void run(std::size_t i) { finish_(panel_, begin_ + i); }
    /// Finishes all; then none waits.
    void run_all() {
        for (std::size_t i = 0; i < size(); ++i) run(i);
        end_ = begin_;
    }
    /// After those that waited are finished: units begin .. end - 1 of `panel` wait.
    void set(std::size_t panel, std::size_t begin, std::size_t end) {
        panel_ = panel, begin_ = begin, end_ = end;
    }

private:
    Finish finish_;
    std::size_t panel_ = 0, begin_ = 0, end_ = 0;
};

/// Nothing to be done.
struct no_work {
    static constexpr std::size_t size() { return 0; }
    static void run(std::size_t) {}
    static void run_all() {}
    static void set(std::size_t, std::size_t, std::size_t) {}
};

}  // namespace lamina
