#include <lamina/numerics/block_reflector.hpp>

#include <lamina/numerics/products.hpp>

namespace lamina::numerics {

block_reflector::block_reflector(double const* v, std::size_t ldv, std::size_t length, std::span<double const> tau)
    : v_(v), ldv_(ldv), length_(length), size_(tau.size()), t_(size_ * size_) {
    std::vector<double> gram(size_ * size_);
    set_to_product(gram.data(), size_, {v, size_, length, ldv}, {v, size_, length, ldv}, 1, part::lower);
    for (std::size_t j = 0; j < size_; ++j) {
        t_[j * size_ + j] = tau[j];
        for (std::size_t i = 0; i < j; ++i) {
            double sum = 0;
            for (std::size_t k = i; k < j; ++k) sum += t_[i * size_ + k] * gram[j * size_ + k];
            t_[i * size_ + j] = -tau[j] * sum;
        }
    }
}

void block_reflector::times(double* w, std::size_t ldw, std::size_t count) const {
    if (count == 0) return;
    std::vector<double> along(count * size_), turned(count * size_);
    set_to_product(along.data(), size_, {w, count, length_, ldw}, {v_, size_, length_, ldv_});
    set_to_product(turned.data(), size_, {along.data(), count, size_, size_}, {t_.data(), size_, size_, 1, size_});
    add_product(w, ldw, {turned.data(), count, size_, size_}, {v_, length_, size_, 1, ldv_}, -1);
}

}  // namespace lamina::numerics
