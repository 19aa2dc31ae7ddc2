#pragma once

#include <charconv>
#include <string>
#include <string_view>

#include <lamina/dsl/print/writer.hpp>

namespace lamina {

/// A sink of the writer that keeps the text; literals print as short as they read back.
struct text_sink {
    std::string text;
    text_sink& operator<<(std::string_view part) {
        text += part;
        return *this;
    }
    text_sink& operator<<(long value) {
        text += std::to_string(value);
        return *this;
    }
    void literal(graph::arena const& g, int slot) {
        char digits[32];
        double const value = g.values[static_cast<std::size_t>(slot)];
        auto const end = std::to_chars(digits, digits + sizeof digits, value).ptr;
        text.append(digits, end);
    }
};

/// Node `id` of `g` in a notation: `plain` (the text of a legal program), `unicode` or `tex`.
inline std::string to_text(graph::arena const& g, graph::node_id id, notation const& style = plain) {
    text_sink sink;
    printing::writer writer(g, sink, style);
    writer.write(id);
    return sink.text;
}

}  // namespace lamina
