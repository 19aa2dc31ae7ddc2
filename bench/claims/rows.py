"""What README.md claims: the programs that measure, and the text with a place for each number.

A place is {PROGRAM.VALUE:KIND}: a value of the program's JSON by its path, its `wall_seconds`, or, of the kind `line`,
the line of its output that begins with the word VALUE. kinds.py says how a kind is written and judged.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Program:
    """command: with {build} the folder of the build, {root} that of the project, {json} the file to write. repeat: the
    number of runs. quick: seconds, and no quiet machine. left: the JSON that its test in ctest leaves."""

    command: str
    repeat: int = 1
    quick: bool = False
    left: str = ""


def example(name: str, options: str = "") -> Program:
    return Program(f"{{build}}/examples/{name} --json {{json}}{options}", quick=True,
                   left=f"{{build}}/examples/{name}.json")


EQUATIONS = {  # of the table "Equation by equation": examples/NAME.cpp
    "heat": "`dt(u) - lap(u) == 0`",
    "wave": "`dtt(u) - lap(u) == 0`",
    "helmholtz": "`lap(u) + k * k * u == q`, sin(pi x0) sin(4 pi x1)",
    "klein_gordon": "`dtt(u) + alpha * lap(u) + beta * u + gamma_ * pow<3>(u) == f`",
    "burgers": "`dt(u) + u * d(u, x) - nu * lap(u) == 0`",
    "allen_cahn": "`dt(u) - k * k * lap(u) + pow<3>(u) - u == 0`",
    "reaction_diffusion": "`dt(u) - D * lap(u) + (1 / eps) * r(x / eps) * u == f`, homogenised",
    "biharmonic": "`lap(lap(u)) == f`, clamped",
    "elasticity": "`-div(contract(C, sym(grad(u)))) == f`, tractions",
    "elastic_composite": "`-div(contract(C(x / eps), sym(grad(u)))) == f`, homogenised",
    "lid_driven_cavity": "`dot(v, grad(v[0])) + d(p, x[0]) - (1 / Re) * lap(v[0]) == 0`, ..., v = rot(psi); "
                         "error of v at the centre",
    "annulus": "`-div(a(x) * grad(u)) == f` in a quarter of a ring, by `pull_back`",
    "separate": "`q + a(x) * grad(p) == 0`, `div(q) == f`, a network for each",
    "poisson_5d": "`-lap(u) == f` in five dimensions",
    "inverse": "Helmholtz's k and Darcy's eps from data with 1 % noise; error of the worse",
    "micrograph": "the conductivity of layers from their image, homogenised",
}
WITHOUT_NETWORK = ("elastic_composite", "micrograph")

@dataclass(frozen=True)
class PapersRow:
    """A line of the table "The papers' problems": examples/papers/FOLDER/PROGRAM.cpp. slopes: whether its reference has
    them, and so an error with the gradient. kind: of its errors. coarse: whether its --quick is less accurate."""

    program: str
    folder: str
    what: str
    elsewhere: str
    cases: tuple[str, ...]
    slopes: bool = True
    method: str = "lamina"
    kind: str = "rounding"
    coarse: bool = False

    def each(self, value: str, kind: str) -> str:
        run = self.program if self.method == "lamina" else f"{self.program}_trained"
        return "; ".join(f"{{{run}.rows.{case}.{self.method}.{self.program.upper()}.{value}:{kind}}}"
                         for case in self.cases)

    def line(self) -> list[str]:
        return [f"[{self.program.upper()}](examples/papers/{self.folder}/{self.program}.cpp)", self.what,
                self.elsewhere, self.each("error", self.kind), self.each("h1", self.kind) if self.slopes else "",
                self.each("seconds", "seconds")]


ROWS = [
    PapersRow("c5", "carney", "a two-scale function, regression, eps = 1/32; largest error", "2.65e-3",
              ("eps=0.03125",)),
    PapersRow("c6", "carney",
              "Poisson, `-lap(u) == 4 sin(2x) + sin(x / eps) / eps`, eps = 1/32; largest error", "7.20e-2",
              ("eps=0.03125",)),
    PapersRow("c7", "carney",
              "Darcy, `-div(a(x / eps) * grad(u)) == f`, f oscillates, eps = 1/32; largest error", "4.31e-1",
              ("eps=0.03125",)),
    PapersRow("c8", "carney",
              "Darcy, f = sin x, eps = 1/128, a(y) of the paper; exp(sin y); 1 / (1.1 + cos y)", "does not train",
              ("a of the paper, eps=0.0078125",
               "a = exp(sin y), eps=0.0078125",
               "a = 1 / (1.1 + cos y), eps=0.0078125")),
    PapersRow("w1", "wang", "`lap(u) == g`, u = sin(16 x)", "9.44", ("C=16",)),
    PapersRow("w2", "wang", "Helmholtz, sin(pi x0) sin(4 pi x1), k = 1", "3.69e-3", ("k=1, a1=1, a2=4",)),
    PapersRow("w4", "wang", "the same, k = 4", "3.19e-3", ("k=4",)),
    PapersRow("w8", "wang", "Klein-Gordon, x cos(5 pi t) + (x t)^3", "2.81e-3", ("alpha=-1, beta=0, gamma=1",)),
    PapersRow("s1", "peers", "`-div(a(x / eps) * grad(u)) == 1`, a = 2 + sin(2 pi y), eps = 1/500", "2.5e-4",
              ("eps=0.002",)),
    PapersRow("s2", "peers", "a = 2 + sin(2 pi y) cos(2 pi x); 2 + sin(2 pi y) exp(-2 x) + x / 2", "1.7e-4",
              ("turning, eps=0.002", "fading, eps=0.002")),
    PapersRow("s3", "peers", "a = 2 + sin(2 pi (x + x / eps))", "9.5e-5", ("eps=0.002",)),
    PapersRow("s5", "peers", "two dimensions, a = 2 + sin(2 pi (x0 + x1) / eps), eps = 1/8", "7.7e-4",
              ("eps=0.125",), kind="error"),
    PapersRow("n1", "leung", "a = 2 + sin(2 pi y0) cos(2 pi y1), eps = 1/8: the square; its centre", "0.90",
              ("square, eps=0.125", "centre, eps=0.125"), slopes=False, kind="error", coarse=True),
    PapersRow("p3", "peers", "Helmholtz with u^3; steady Burgers; two dimensions", "2.4e-9; 3.9e-9",
              ("Helmholtz, k=3, nu=0.1, lambda=1", "Burgers, k=3, nu=0.1, lambda=1")),
    PapersRow("p3", "peers", "Bratu, `lap(u) + exp(u) == 0`, of P3", "1.5e-7",
              ("Bratu, k=3, nu=0.1, lambda=1",), slopes=False, kind="error"),
    PapersRow("w9", "wang", "lid-driven cavity, lid 1, Re = 100: velocity; u in the centre against -0.20916", "3e-2; 3.4e-2",
              ("velocity, Re=100", "centre, Re=100"), slopes=False, kind="error", coarse=True),
    PapersRow("p1", "peers", "Burgers, nu = 0.01: at t = 1; largest error at all times", "3.9e-7",
              ("t = 1, nu=0.01", "all times, nu=0.01"), coarse=True),
    PapersRow("p2", "peers", "Allen-Cahn, nu = 1e-4: at t = 1", "3.5e-6", ("t = 1, nu=0.0001, rate=5",),
              slopes=False, kind="error", coarse=True),
    PapersRow("p5", "peers", "cavities, lids 4 x (1 - x); 16 x^2 (1 - x)^2, Re = 100: velocity", "-",
              ("lid 4x(1-x), Re=100", "lid 16x^2(1-x)^2, Re=100"), slopes=False, kind="error", coarse=True),
    PapersRow("p4", "peers", "Poisson in five dimensions, sum of cos(pi x_i)", "2.6e-7", ("5D",)),
]
TRAINED = [
    PapersRow("c7", "carney", "Darcy, eps = 1/32, by a 3 x 20 sine network; largest error", "4.31e-1",
              ("eps=0.03125",), method="network", kind="error"),
    PapersRow("w2", "wang", "Helmholtz, k = 1, by a 2 x 40 sine network", "3.69e-3", ("k=1, a1=1, a2=4",),
              method="network", kind="error"),
]


@dataclass(frozen=True)
class OwnMethod:
    """A line of the table "The papers' own methods": what a row's program reaches with --full by a method"""

    program: str
    folder: str
    what: str
    case: str
    method: str
    paper: str

    @property
    def run(self) -> str:
        return f"{self.program}_full"

    def line(self) -> list[str]:
        at = f"{self.run}.rows.{self.case}.{self.method}.{self.program.upper()}"
        return [f"[{self.program.upper()}](examples/papers/{self.folder}/{self.program}.cpp)", self.what, self.method,
                self.paper, f"{{{at}.error:error}}"]


HELMHOLTZ = "Helmholtz, (1, 4), k = 1, 3 layers of 50; relative error"
KLEIN_GORDON = "Klein-Gordon, 5 layers of 50; relative error"
CAVITY = "lid-driven cavity, Re = 100, stream function and pressure, 3 layers of 50; speed in the spectral norm"
TRIALS = "mean network of ten trials"
OWN_METHODS = [
    *(OwnMethod("w2", "wang", HELMHOLTZ, "k=1, a1=1, a2=4", method, paper)
      for method, paper in (("M1", "1.81e-1"), ("M2", "1.27e-2"), ("M3", "2.12e-2"), ("M4", "3.69e-3"))),
    *(OwnMethod("w8", "wang", KLEIN_GORDON, "alpha=-1, beta=0, gamma=1", method, paper)
      for method, paper in (("M1", "1.79e-1"), ("M2", "1.06e-2"), ("M3", "1.97e-2"), ("M4", "2.81e-3"))),
    *(OwnMethod("w4", "wang", f"Helmholtz, (1, 4), k = {k}, 5 layers of 50; relative error", f"k={k}", "M4", paper)
      for k, paper in ((2, "5.68e-3"), (3, "3.57e-3"), (4, "3.19e-3"))),
    OwnMethod("w9", "wang", CAVITY, "speed, Re=100", "M1", "fails"),
    OwnMethod("w9", "wang", CAVITY, "speed, Re=100", "M4", "3e-2"),
    OwnMethod("n0", "leung", "plain network, eps = 1/8", "eps=0.125, epochs=2000, rate=0.0001, w=0.5", "plain",
              "0.987"),
    *(OwnMethod("n2", "leung", f"a(x, x / eps), eps = 1/8; {what}",
                "frozen, eps=0.125, epochs=1000, rate=0.0001, w=0.0909091", method, paper)
      for method, what, paper in (("cell", "a* by frozen networks", "1.03e-2"),
                                  ("e1", "networks alone against the fine problem", "5.8e-3"),
                                  ("e3", "networks against networks and a converged solution", "3.7e-3"))),
    OwnMethod("n2", "leung", "converged cells and effective equation against the fine problem",
              "eps=0.125, epochs=1000, rate=0.0001, w=0.0909091", "e4", "6.2e-3 (not converged)"),
    OwnMethod("c5", "carney", "regression, eps = 1/32, 4 layers of 40; largest error", "eps=0.03125", TRIALS, "2.65e-3"),
    OwnMethod("c6", "carney", "Poisson, eps = 1/32, the same", "eps=0.03125", TRIALS, "7.20e-2"),
    OwnMethod("c7", "carney", "Darcy, eps = 1/32, the same", "eps=0.03125", TRIALS, "4.31e-1"),
]


PROGRAMS = {
    "quickstart": example("quickstart", " --output {build}/quickstart"),
    "poisson": example("poisson"),
    "oscillating_darcy": example("oscillating_darcy"),
    "nonlinear": example("nonlinear"),
    "explain": Program("{build}/examples/explain --json {json}", quick=True),
    **{name: example(name) for name in EQUATIONS},
    **{row.program: Program(f"{{build}}/examples/papers/{row.program} --json {{json}}", quick=not row.coarse,
                            left="" if row.coarse else f"{{build}}/examples/papers/{row.program}.json") for row in ROWS},
    **{f"{row.program}_trained": Program(f"{{build}}/examples/papers/{row.program} --json {{json}}")
       for row in TRAINED},
    **{row.run: Program(f"{{build}}/examples/papers/{row.program} --full --json {{json}}") for row in OWN_METHODS},
    "loss_forms": example("loss_forms"),
    "kernels": Program("{build}/bench/solve/kernels --json {json}"),
    "alarms": Program("{build}/bench/solve/alarms --lines {build}/alarms.jsonl --json {json}"),
    "lines": Program("python3 {root}/bench/claims/lines.py --json {json}", quick=True),
    "wave_numbers": Program("{build}/bench/solve/wave_numbers --json {json}"),
    "summary": Program("{build}/bench/kernel/summary --json {json}", repeat=5),
    "plain": Program("python3 {root}/bench/kernel/plain.py --build {build} --json {json}"),
    "dense": Program("{build}/bench/solve/dense --json {json}", repeat=5),
    "levenberg_marquardt": Program("{build}/bench/solve/levenberg_marquardt --json {json}", repeat=3),
    "cell_image": Program("{build}/bench/solve/cell_image --json {json}", repeat=3),
    "memory": Program("{build}/bench/kernel/memory --json {json}", repeat=3),
    "neighbour": Program("{build}/bench/kernel/neighbour --json {json}", repeat=5),
    "compile": Program("python3 {root}/bench/compile/measure.py --repeat 5 --json {json} g++"),
    "compile_examples": Program("python3 {root}/bench/compile/measure.py --examples --json {json} g++"),
    "scaling": Program("python3 {root}/bench/compile/scaling.py --axis terms --json {json} g++"),
}


def repeat_with(name: str) -> str:
    """`build/release/bench/kernel/summary`: the command as one types it"""
    command = PROGRAMS[name].command.replace("{root}/", "").replace(" --build {build}", "")
    return f"`{command.replace('{build}', 'build/release').replace(' --json {json}', '')}`"


def table(heads: list[str], rows: list[list[str]]) -> str:
    return "".join(f"| {' | '.join(row)} |\n" for row in [heads, ["---"] * len(heads), *rows])


def equation(name: str) -> list[str]:
    channels = "" if name in WITHOUT_NETWORK else f"{{{name}.naive_channels:count}} / {{{name}.channels:count}}"
    compiled = f"compile_examples.programs.{name}.g++"
    return [f"[`{name}`](examples/{name}.cpp)", EQUATIONS[name], f"{{lines.{name}:count}}", channels,
            f"{{{name}.error:error}}", f"{{{name}.wall_seconds:seconds}}",
            f"{{{compiled}.seconds:seconds}}, {{{compiled}.mebibytes:mebibytes}}"]


def contest(what: str, row: str, opponent: str = "hand", peak: bool = True) -> list[str]:
    """A row of `summary`: ratios to an opponent, and fractions of the peak"""
    ratios = [f"{{summary.{row}.ratio_to_{opponent}_{threads}:ratio}}" if opponent else "" for threads in (1, 2)]
    peaks = [f"{{summary.{row}.peak_fraction_{threads}:fraction}}" if peak else "" for threads in (1, 2)]
    return [what, *ratios, *peaks]


def wave_numbers(family: str, smooth: bool) -> str:
    at = f"wave_numbers.{family}"
    judged = f"{{{at}.worst:error}} at most" if smooth else f"{{{at}.outside:count}} outside of the told interval"
    return f"{{{at}.cells:count}} cells, {{{at}.refused:count}} refused, {judged}"


def kernel_of(space: str, one_over: int) -> list[str]:
    at = f"kernels.{space}.{one_over}"
    return [space, f"1/{one_over}", f"{{{at}.largest:error}}", f"{{{at}.condition:error}}", f"{{{at}.modes:count}}",
            f"{{{at}.learned:count}}", f"{{{at}.left:error}}",
            "" if space == "network" else f"{{{at}.error:error}}"]


ALARMS = {  # of bench/solve/alarms.cpp, harder with p
    "1D, tanh(p (x - 0.3))": "`-lap(u) + u == f`, u = tanh(p (x - 0.3))",
    "1D, exp(-p x) + x, drift": "`-lap(u) - p * d(u, x) == f`, exp(-p x) + x",
    "1D, a((3 x + 1) / p), drift": "`-div(a((3 * x + 1) / p) * grad(u)) + x * d(u, x) == f`",
    "1D, |x - 0.37|^p": "`-lap(u) == f`, \\|x - 0.37\\|^p",
    "2D, r^2p": "`-lap(u) == f`, r^(2 p)",
    "2D, Helmholtz, a plane wave": "`lap(u) + p * p * u == 0`, a plane wave",
    "2D, v^3, tanh(p (x0 + x1 - 0.9))": "`-lap(u) + pow<3>(u) == f`, tanh(p (x0 + x1 - 0.9))",
    "heat, sin(p x) exp(-t)": "`dt(u) - lap(u) == f`, sin(p x) exp(-t)",
    "Burgers, tanh(p (x - t))": "`dt(u) + u * d(u, x) - 0.05 * lap(u) == f`, tanh(p (x - t))",
    "3D, product of sin(p x_i)": "`-lap(u) == f` in three dimensions, product of sin(p x_i)",
}
WAYS = {
    "chosen": "in a space that `solve` chooses",
    "frozen": "`frozen(mlp({100}, activation::sin))`, 300 in two axes, 600 in three",
    "polynomials": "`chebyshev{24}`, 14 and 7",
    "network": "`mlp({20})`, trained; 30 units",
}


def alarms_of(text: str, at: str) -> list[str]:
    return [text, *(f"{{alarms.{at}.{name}:count}}" for name in ("solved", "good", "refused", "missed", "false")),
            f"{{alarms.{at}.seconds:seconds}}"]


def source(name: str, source_text: str) -> list[list[str]]:
    forms = {"as_written": "as written", "non_divergence": "non-divergence", "first_order": "first order"}
    return [[source_text, text, *(f"{{loss_forms.{name}.{form}.error_{n}:error}}" for n in (8, 16, 32, 64))]
            for form, text in forms.items()]


BLOCKS = {
    "explain": "```\n{explain.stiffness:line}\n{explain.neglected:line}\n{explain.features:line}\n"
               "{explain.points:line}\n```\n",

    "where": "Measured {when} on {where}.\n",

    "errors": table(["what", "measured", "repeat with"], [
        ["a* of 1 / (2.1 + 2 sin y) against 1 / 2.1", "{quickstart.effective_error:error}",
         "`bash examples/quickstart.sh`"],
        ["u0 + eps u1 with the share of the boundary against u, eps = 1/8, 1/16, 1/32: largest difference",
         "{quickstart.two_scale_errors.0:error}, {quickstart.two_scale_errors.1:error}, "
         "{quickstart.two_scale_errors.2:error}: order eps^{quickstart.two_scale_order:ratio}", "the same"],
        ["growth of the tangent kernel of C2, eps from 1/10 to 1/100, one theta; largest over smallest of K_bb, and of "
         "Poisson's K_uu", "eps^{quickstart.ntk_slope:ratio}; {quickstart.ntk_boundary_spread:ratio}, "
                           "{quickstart.ntk_poisson_spread:ratio}", "the same"],
        ["C7, eps = 1/32, by a 4 x 40 sine network: largest error (the paper has 4.31e-1)",
         "{quickstart.darcy_max_error:error} after {quickstart.darcy_seconds:seconds} of training", "the same"],
        ["Poisson's equation in two dimensions, relative error", "{poisson.error:error}", repeat_with("poisson")],
        ["Darcy's with an oscillating coefficient, eps = 1/16", "{oscillating_darcy.error:error}",
         repeat_with("oscillating_darcy")],
        ["a semilinear equation", "{nonlinear.error:error}", repeat_with("nonlinear")],
        ["effective coefficients at every wave number to 1000 in one dimension, against closed forms: 2 + cos",
         wave_numbers("1D, 2 + cos", True), repeat_with("wave_numbers")],
        ["the same of 1 / (1.1 + sin)", wave_numbers("1D, 1 / (1.1 + sin)", True), "the same"],
        ["the same of layers, `where(sin > 0.3, 1, 9)`", wave_numbers("1D, where(sin > 0.3)", False), "the same"],
        ["effective tensors at pairs of wave numbers to 64 in two dimensions: 2 + sin",
         wave_numbers("2D, 2 + sin(k y0 + l y1)", True), "the same"],
        ["the same of oblique layers", wave_numbers("2D, where(sin(k y0 + l y1) > 0.3)", False), "the same"],
    ]),

    "kernels": table(["loss and gradient, if nothing else is named", "/ by hand, 1 thread", "2 threads",
                      "/ peak, 1 thread", "2 threads"], [
        contest("Helmholtz, 4 x 50 tanh, 128 points and 512 on the sides", "m1_f64_small"),
        contest("the same, 4096 and 4096", "m1_f64_large"),
        contest("128 and 512, `float`", "m1_f32_small"),
        contest("4096 and 4096, `float`", "m1_f32_large"),
        contest("Helmholtz, 4 x 50 `improved_mlp`, whose gates are not counted; 128 and 512", "m3_f64_small", ""),
        contest("4096 and 4096", "m3_f64_large", ""),
        contest("the cavity's two equations, 4 x 50 tanh, 1296 points", "cavity_gradient"),
        contest("Darcy with a tensor in two dimensions, 4 x 50 tanh, 1024 points", "tensor_darcy_2d", ""),
        contest("Klein-Gordon, 4 x 50 tanh, 1024 points", "klein_gordon", ""),
        contest("Darcy in one dimension, 4 x 40 tanh, 1024 points: K = J Jᵀ without J", "darcy_k"),
        contest("J by columns, against a program that writes columns", "darcy_j", peak=False),
        contest("against one that writes panels of 8 rows", "darcy_j", "panels", peak=False),
    ]),

    "costs": table(["what", "measured", "repeat with"], [
        ["programs built with plain -O2 against -march=native, one thread: Helmholtz in double and float, "
         "Klein-Gordon, the cavity", "{plain.m1_f64_small:ratio}, {plain.m1_f32_small:ratio}, "
                                     "{plain.klein_gordon:ratio}, {plain.cavity_gradient:ratio} of the time",
         repeat_with("plain")],
        ["Gram matrices 1024 x 5041, 3300 x 1341, 2 threads, fraction of the peak",
         "{dense.Gram matrix, N = 1024, P = 5041.peak_fraction:fraction}, "
         "{dense.Gram matrix, N = 3300, P = 1341.peak_fraction:fraction}", repeat_with("dense")],
        ["Cholesky factorisations of 1024, 2500, 5000 rows, the same",
         ", ".join(f"{{dense.Cholesky {n}.peak_fraction:fraction}}" for n in (1024, 2500, 5000)), "the same"],
        ["least squares with a rank decision, 4000 x 1500, the same",
         "{dense.least squares 4000 x 1500.peak_fraction:fraction}", "the same"],
        ["an iteration of Levenberg-Marquardt against its J + Gram matrix + 2.3 Cholesky factorisations, 2 threads, "
         "N = 1024, P = 5041", "{levenberg_marquardt.wide.ratio_to_parts:ratio}: "
                               "{levenberg_marquardt.wide.ms:milliseconds}", repeat_with("levenberg_marquardt")],
        ["the same, N = 3300, P = 1341", "{levenberg_marquardt.tall.ratio_to_parts:ratio}: "
                               "{levenberg_marquardt.tall.ms:milliseconds}", "the same"],
        ["both load cases of a random image of 2048 x 2048 pixels, 1 and 9, residual 1e-8, 2 threads",
         "{cell_image.iterations:count} iterations, {cell_image.seconds:seconds}, {cell_image.mebibytes:mebibytes}",
         repeat_with("cell_image")],
        ["Helmholtz, 4 x 50 tanh, at a million points, 2 threads: memory beyond the points' own tables; of which "
         "`collocate`", "{memory.beyond_mebibytes:mebibytes} beyond {memory.tables_mebibytes:mebibytes}; "
                        "{memory.collocate_mebibytes:mebibytes}", repeat_with("memory")],
        ["time of loss and gradient for a point, from 10,000 points on",
         "{memory.least_us_per_point:microseconds} to {memory.most_us_per_point:microseconds}", "the same"],
        ["the same beside a process that spins, 256, 1024, 8192, 65,536 points (sharing perfectly: 1.5)",
         ", ".join(f"{{neighbour.ratio_{n}:ratio}}" for n in (256, 1024, 8192, 65536)) + " times as long",
         repeat_with("neighbour")],
        ["compiling the header of the language, g++ -O2, processor time",
         "{compile.programs.language_header.g++.seconds:seconds}, "
         "{compile.programs.language_header.g++.mebibytes:mebibytes}", repeat_with("compile")],
        ["compiling a program that derives and trains a tensor problem in two dimensions",
         "{compile.programs.elliptic_2d.g++.seconds:seconds}, {compile.programs.elliptic_2d.g++.mebibytes:mebibytes}",
         "the same"],
        ["compiling such a program whose equation has 1 to 32 terms", "{scaling.fits.terms.g++.start:seconds} and "
         "{scaling.fits.terms.g++.slope:seconds} a term", repeat_with("scaling")],
    ]),

    "equations": table(["example", "equation", "lines of user's code", "channels", "error", "time", "compile"],
                       [equation(name) for name in EQUATIONS]),

    "papers": table(["row", "problem", "there", "error", "with the gradient", "time"], [row.line() for row in ROWS]),
    "trained": table(["row", "problem", "the paper", "error", "with the gradient", "time"],
                     [row.line() for row in TRAINED]),
    "own_methods": table(["row", "problem", "method", "the paper", "here"],
                         [row.line() for row in OWN_METHODS]),
    "kernels_of_spaces": table(["space", "eps", "largest eigenvalue of K", "condition", "modes", "learned",
                                "loss left", "error of one least squares"],
                               [kernel_of(space, one_over) for space in ("network", "frozen", "two-scale")
                                for one_over in (8, 32, 128)]),

    "alarms": table(["problem or way", "of them", "good", "refused", "missed", "false", "longest"],
                    [*(alarms_of(text, f"problems.{name}") for name, text in ALARMS.items()),
                     *(alarms_of(text, f"ways.{name}") for name, text in WAYS.items()),
                     alarms_of("all", "all")]),

    "kernel_of_forms": "The tangent kernel of the equation grows as eps^{loss_forms.rough.as_written.slope:ratio} as "
                       "written, as\neps^{loss_forms.rough.non_divergence.slope:ratio} divided by a (but is "
                       "{loss_forms.smaller_by_64:ratio} to {loss_forms.smaller_by_16:ratio} times smaller), and as\n"
                       "eps^{loss_forms.rough.first_order.slope:ratio} in first order.\n",

    "loss_forms": table(["source", "form", "eps = 1/8", "1/16", "1/32", "1/64"],
                        [*source("rough", "C7"), *source("smooth", "sin x")]),
}
