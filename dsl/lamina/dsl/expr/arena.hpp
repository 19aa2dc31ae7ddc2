#pragma once

#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <string_view>

#include <lamina/dsl/expr/name_id.hpp>
#include <lamina/dsl/expr/node_id.hpp>
#include <lamina/dsl/expr/properties.hpp>
#include <lamina/dsl/expr/rational.hpp>
#include <lamina/dsl/expr/relation.hpp>
#include <lamina/dsl/expr/shape.hpp>
#include <lamina/dsl/expr/short_list.hpp>

/// The expression as a value: a hash-consed graph of nodes, at compile time and at run time the same.
///
/// Surface types (`symbols.hpp`, `operators.hpp`) say what a user wrote; `lower` puts them here, where every
/// rewriting happens as ordinary code on numbers. Equal subexpressions have equal ids.
namespace lamina::graph {

/// What a node is. The order is the canonical order of factors: plain things first, unknowns last.
enum class op : unsigned char {
    number,      ///< rational a / b
    literal,     ///< a value that the user wrote: slot a
    constant,    ///< terms: scalar number a of the pointwise function; printing: the number `name`, which is pi
    parameter,   ///< name
    coordinate,  ///< component a of the position `name` of dimension b; of the normal b = 0
    position,    ///< the vector of the coordinates of `name`, dimension b > 1; of the normal b = 0
    argument,    ///< component b of argument slot a of a coefficient's body; b = -1: the whole vector
    exp,       ///< the elementary functions, exp to pow: their rows are in functions_of_one.hpp, functions_of_two.hpp
    log,
    sin,
    cos,
    tan,
    tanh,
    sech,
    sinh,
    cosh,
    asin,
    acos,
    atan,
    erf,
    exp2,
    log2,
    log10,
    cbrt,
    abs,
    sign,
    min,
    max,
    hypot,
    atan2,
    pow,       ///< children x, y: x^y, the exponent an expression
    power,     ///< base ^ (a / b), rational exponent
    where,     ///< children p, q, f, g: f where p and q compare as in the relation a, else g
    table,     ///< terms: per-point number a of the pointwise function
    sampled,   ///< a table at the children but the last, a literal: its handle; b: differentiated as in a call
    field,     ///< a function of position known only at run time: name; derivatives through `partial`
    call,      ///< function a of the arena, differentiated as coded in b, at the children
    entry,     ///< component (a, b) of the call that is its child; where tensors are whole, of any child
    sum,
    product,
    unknown,   ///< name, children: the positions it depends on
    channel,   ///< terms: jet channel a
    partial,   ///< first child differentiated once along every further child (coordinates, ordered)
    mean,      ///< average of the child over the cell of the position `name`
    dot,
    div,       ///< with respect to the position `name` of dimension b
    lap,
    unit,      ///< e_a of dimension rows; as a matrix e_a e_b^T
    vector,
    matrix,    ///< row-major children
    sym,       ///< (A + A^T) / 2, where tensors are whole
    contract,  ///< sum_kl C_ijkl A_kl, where tensors are whole
    grad,      ///< of a vector the matrix of its derivatives, where tensors are whole, as div of a matrix
};

/// True for grad, div and lap.
constexpr bool is_differential(op kind) { return kind == op::grad || kind == op::div || kind == op::lap; }

struct node {
    op kind{};
    name_id name = name_id::none;
    long a = 0;
    long b = 0;
    shape form{};
    int first = 0;
    int count = 0;
    std::uint64_t hash = 0;
};

/// A coefficient's body: an expression in `argument` nodes. Two coefficients may have one name, or one be called with
/// arguments of other shapes: bodies are told apart by `identity`, the address of a variable of their types.
struct function {
    name_id name = name_id::none;
    void const* identity = nullptr;
    int arity = 0;
    node_id body = node_id::none;
    shape form{};
    properties declared{};
    bool on_matrices = false;  ///< a tensor of rank four, the first argument of `contract`
};

using id_list = short_list<node_id>;

/// The list of these ids
template <std::same_as<node_id>... Ids>
constexpr id_list ids(Ids... each) {
    id_list out;
    (out.push(each), ...);
    return out;
}

/// A rational for each id of an `id_list`: numerators and denominators, because an array of rationals would cost the
/// compiler a call for each of its elements.
struct rational_list {
    long n[id_list::capacity]{};
    long d[id_list::capacity]{};
    constexpr rational operator[](int k) const { return {n[k], d[k]}; }
    constexpr void set(int k, rational r) { n[k] = r.n, d[k] = r.d; }
};

/// Plain arrays where every visit passes: an std::array costs the compiler two calls an access, and compilers count.
struct arena {
    static constexpr int capacity = 1536;
    node nodes[capacity]{};
    node_id pool[4 * capacity]{};
    int table[2 * capacity]{};  ///< open addressing, id + 1
    std::array<std::string_view, 64> names{reserved_names[0], reserved_names[1], reserved_names[2]};  ///< then others
    std::array<function, 16> functions{};
    std::array<double, 128> values{};  ///< of the literals, by slot
    std::array<bool, 128> in_body{};  ///< whether a literal stands in the body of a coefficient: a constant of its type
    int size = 0;
    int pool_size = 0;
    int name_count = reserved_names.size();
    int function_count = 0;
    int value_count = 0;
    int bodies = 0;  ///< that are being lowered, one in the other
    bool whole_tensors = false;  ///< vector unknowns, their gradients and strains stay nodes, not their components
    bool literals_by_value = false;  ///< equal values are equal, integers are numbers: for comparing only

    constexpr node const& operator[](node_id id) const { return nodes[static_cast<std::size_t>(id)]; }
    /// Whether there is such a node: `for (node_id id{}; g.has(id); ++id)` passes all of them.
    [[nodiscard]] constexpr bool has(node_id id) const { return static_cast<int>(id) < size; }
    [[nodiscard]] constexpr node_id child(node_id id, int k) const {
        return pool[nodes[static_cast<std::size_t>(id)].first + k];
    }
    [[nodiscard]] constexpr id_list children(node_id id) const {
        id_list out;
        for (int k = 0; k < (*this)[id].count; ++k) out.push(child(id, k));
        return out;
    }

    constexpr name_id name(std::string_view text) {
        for (int i = 0; i < name_count; ++i)
            if (names[static_cast<std::size_t>(i)] == text) return name_id{i};
        if (name_count >= 64) throw std::length_error("lamina: more than 64 names in one problem");
        names[static_cast<std::size_t>(name_count)] = text;
        return name_id{name_count++};
    }
    [[nodiscard]] constexpr std::string_view spelled(name_id name) const {
        return name == name_id::none ? std::string_view{} : names[static_cast<std::size_t>(name)];
    }
    [[nodiscard]] constexpr std::string_view name_of(node_id id) const { return spelled((*this)[id].name); }

    /// The id of this node, made if it is not there yet.
    constexpr node_id add(node n, id_list const& children = {}) {
        std::uint64_t h = 1469598103934665603u;  // FNV-1a on words, without calls: this runs for every node
        std::uint64_t const head = static_cast<std::uint64_t>(n.kind) |
                                   static_cast<std::uint64_t>(static_cast<int>(n.name) + 1) << 8 |
                                   static_cast<std::uint64_t>(n.form.rows * 64 + n.form.cols) << 32;
        h = (h ^ head) * 1099511628211u, h ^= h >> 29;
        h = (h ^ static_cast<std::uint64_t>(n.a)) * 1099511628211u, h ^= h >> 29;
        h = (h ^ static_cast<std::uint64_t>(n.b)) * 1099511628211u, h ^= h >> 29;
        for (int k = 0; k < children.size; ++k)
            h = (h ^ (static_cast<std::uint64_t>(children.at[k]) + 7)) * 1099511628211u, h ^= h >> 29;
        n.hash = h;
        n.count = children.size;
        std::size_t slot = first_slot(n);
        while (table[slot] != 0) {
            int const id = table[slot] - 1;
            if (same_node(nodes[id], n, children)) return node_id{id};
            slot = (slot + 1) % (2 * capacity);
        }
        if (size >= capacity || pool_size + n.count > 4 * capacity)
            throw std::length_error("lamina: the expression is larger than the arena");
        n.first = pool_size;
        for (int k = 0; k < children.size; ++k) pool[pool_size++] = children.at[k];
        nodes[static_cast<std::size_t>(size)] = n;
        table[slot] = size + 1;
        return node_id{size++};
    }

    constexpr node_id literal(double value) {
        if (literals_by_value && value > -1e6 && value < 1e6)
            for (long d = 1; d <= 64; d *= 2)  // a binary fraction is a rational
                if (long const n = static_cast<long>(value * static_cast<double>(d));
                    static_cast<double>(n) == value * static_cast<double>(d))
                    return add({.kind = op::number, .a = n, .b = d});
        if (literals_by_value)
            for (int i = 0; i < value_count; ++i)
                if (values[static_cast<std::size_t>(i)] == value) return add({.kind = op::literal, .a = i});
        if (value_count >= 128) throw std::length_error("lamina: more than 128 literals in one problem");
        values[static_cast<std::size_t>(value_count)] = value;
        in_body[static_cast<std::size_t>(value_count)] = bodies > 0;
        return add({.kind = op::literal, .a = value_count++});
    }

    /// Takes the next node of another arena, whose children are in the pool already, under the id that it has there.
    constexpr void take(node const& n) {
        std::size_t slot = first_slot(n);
        while (table[slot] != 0) slot = (slot + 1) % (2 * capacity);
        nodes[static_cast<std::size_t>(size)] = n;
        table[slot] = ++size;
    }

private:
    [[nodiscard]] static constexpr std::size_t first_slot(node const& n) {
        return static_cast<std::size_t>(n.hash % (2 * capacity));
    }
    [[nodiscard]] constexpr bool same_node(node const& m, node const& n, id_list const& children) const {
        if (m.hash != n.hash || m.kind != n.kind || m.name != n.name || m.a != n.a || m.b != n.b ||
            m.form != n.form || m.count != n.count)
            return false;
        for (int k = 0; k < children.size; ++k)
            if (pool[m.first + k] != children.at[k]) return false;
        return true;
    }
};

}  // namespace lamina::graph
