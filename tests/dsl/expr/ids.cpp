// Nodes, names and numbers of a graph are not taken for each other; symbols know their kind.
#include <concepts>
#include <type_traits>

#include <lamina/dsl.hpp>

using namespace lamina;

namespace {

using graph::arena, graph::name_id, graph::node_id, graph::op;

// Neither a node nor a name is a number, nor are they each other.
template <class From, class To>
inline constexpr bool is_taken_for = std::is_convertible_v<From, To>;
static_assert(is_taken_for<node_id, node_id> && is_taken_for<name_id, name_id>);
static_assert(!is_taken_for<int, node_id> && !is_taken_for<node_id, int>);
static_assert(!is_taken_for<int, name_id> && !is_taken_for<name_id, int>);
static_assert(!is_taken_for<long, node_id> && !is_taken_for<node_id, long>);
static_assert(!is_taken_for<node_id, name_id> && !is_taken_for<name_id, node_id>);
static_assert(!is_taken_for<node_id, bool> && !is_taken_for<name_id, bool>);

// Arguments in another order are refused.
template <class A, class B, class C>
concept Differential = requires(arena& g, A a, B b, C c) { graph::differential(g, op::grad, a, b, c); };
static_assert(Differential<name_id, int, node_id>);
static_assert(!Differential<int, name_id, node_id>);
static_assert(!Differential<node_id, int, name_id>);
static_assert(!Differential<name_id, node_id, int>);
static_assert(!Differential<int, int, int>);

template <class A, class B, class C>
concept Coordinate = requires(arena& g, A a, B b, C c) { graph::coordinate(g, a, b, c); };
static_assert(Coordinate<name_id, int, int>);
static_assert(!Coordinate<node_id, int, int> && !Coordinate<int, name_id, int> && !Coordinate<int, int, name_id>);

template <class A, class B>
concept Component = requires(arena& g, A a, B b) { graph::component(g, a, b); };
static_assert(Component<node_id, int>);
static_assert(!Component<int, node_id> && !Component<name_id, int> && !Component<node_id, node_id>);

template <class Id>
concept Node = requires(arena const& g, Id id) { g[id]; };
static_assert(Node<node_id> && !Node<int> && !Node<name_id>);

// A list of nodes takes nodes only.
template <class... Item>
concept Listed = requires(Item... item) { graph::ids(item...); };
static_assert(Listed<node_id> && Listed<node_id, node_id>);
static_assert(!Listed<int> && !Listed<node_id, int> && !Listed<name_id>);

// What the language names has its id in every arena, whatever was named before.
constexpr bool names_its_own = [] {
    arena g;
    g.name("u");
    return g.name("t") == name_id::time && g.name("normal") == name_id::normal &&
           g.name("observed") == name_id::observed && g.name("u") == g.name("u") && g.name("x") != g.name("u") &&
           g.spelled(name_id::time) == "t" && g.spelled(name_id::none).empty();
}();
static_assert(names_its_own);

// A symbol is asked for its kind.
template <class E>
constexpr bool holds(E const& e, bool (*question)(arena const&, node_id)) {
    arena g;
    return question(g, e.lower(g));
}
static_assert(holds(time_axis, graph::is_time) && !holds(position<1>, graph::is_time));
static_assert(holds(position<1>, graph::is_in_space) && holds(position<2, "y">, graph::is_in_space));
static_assert(!holds(time_axis, graph::is_in_space) && !holds(observed, graph::is_in_space) &&
              !holds(normal[0], graph::is_in_space));

// Nodes of an arena are passed one by one, from the first.
constexpr bool passes_all = [] {
    arena g;
    node_id const x = position<1>.lower(g), square = graph::power(g, x, 2);
    int count = 0;
    bool both = false, ascending = true;
    for (node_id id{}; g.has(id); ++id) {
        ascending = ascending && id == node_id{count++};
        both = both || id == square;
    }
    return both && ascending && count == g.size && x < square && !g.has(node_id{g.size});
}();
static_assert(passes_all);

}  // namespace
