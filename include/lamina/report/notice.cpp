#include <lamina/report/notice.hpp>

#include <cstdio>
#include <mutex>
#include <set>

namespace lamina {

void notice(std::string const& text) {
    static std::mutex one_at_a_time;
    static std::set<std::string> told;
    std::lock_guard const turn(one_at_a_time);
    if (told.insert(text).second) std::fprintf(stderr, "lamina: %s\n", text.c_str());
}

}  // namespace lamina
