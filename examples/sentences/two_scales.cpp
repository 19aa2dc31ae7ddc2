// Two scales
// What remains of a problem when eps goes to zero, derived from its text: cell problems, corrector, effective equation.
#include "sentence.hpp"

using namespace lamina;

constexpr auto x = position<1>;
constexpr auto eps = parameter<"eps">;
constexpr auto u = unknown<"u">(x);
constexpr auto a = coefficient<"a">([](auto y) { return 1 / (2.1 + 2 * sin(y)); });
constexpr auto r = coefficient<"r">([](auto y) { return cos(y); });
constexpr auto darcy = problem(-div(a(x / eps) * grad(u)) == sin(x), on(boundary, u == 0));
constexpr auto two_scale = homogenize(darcy, x / eps);
constexpr auto reaction = problem(-div(a(x / eps) * grad(u)) + r(x / eps) * u / eps == sin(x), on(boundary, u == 0));
constexpr auto strong = homogenize(reaction, x / eps);

constexpr auto z = position<2>;
constexpr auto v = unknown<"v", 2>(z);
constexpr auto C = coefficient<"C">([](auto y) { return isotropic<2>(2 + sin(y[0]), 3 + cos(y[1])); });
constexpr auto elastic =
    homogenize(problem(-div(contract(C(z / eps), sym(grad(v)))) == vector(constant<0>, constant<1>)), z / eps);

sentence const order("The terms of one order of eps", [] {
    return two_scale.order<-1>();
});

sentence const cell("The cell problem of a flux", [] {
    return two_scale.cell<0>();
});

sentence const corrector("The corrector", [] {
    return two_scale.corrector();
});

sentence const effective("The effective equation", [] {
    return two_scale.effective();
});

sentence const average("What its coefficient is the mean of over the cell", [] {
    return two_scale.average<0>();
});

sentence const requirement("What a strong reaction requires", [] {
    return strong.requirement<0>();
});

sentence const reaction_cell("The cell problem of a strong reaction", [] {
    return strong.cell<1>();
});

sentence const reaction_corrector("The corrector with a strong reaction", [] {
    return strong.corrector();
});

sentence const strain_cell("The cell problem of a strain", [] {
    return elastic.cell<1>();
});

sentence const strain_corrector("The corrector of a displacement", [] {
    return elastic.corrector();
});
