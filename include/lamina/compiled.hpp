#pragma once

/// Programs that include <lamina.hpp> are linked with the library: what the language needs at run time, and is the same
/// for every equation, they take from there instead of compiling it. The language alone is headers only.
#define LAMINA_COMPILED
