#include <lamina/dsl/terms/channels.hpp>
