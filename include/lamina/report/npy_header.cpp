#include <lamina/report/npy_header.hpp>

#include <algorithm>
#include <charconv>
#include <optional>
#include <stdexcept>
#include <system_error>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace lamina {

namespace {

/// Takes Python literals from the front of a text, and the blanks before them.
class literals {
public:
    explicit literals(std::string_view text) : text_(text) {}

    [[noreturn]] void expected(std::string_view what) const {
        std::string found(text_.substr(at_, 20));
        for (char& c : found)
            if (c < ' ' || c > '~') c = '?';
        throw std::invalid_argument(
            fmt::format("the header has \"{}\" at character {}, expected {}", found, at_, what));
    }

    bool takes(char c) {
        skip_blanks();
        bool const there = at_ < text_.size() && text_[at_] == c;
        if (there) ++at_;
        return there;
    }
    bool takes(std::string_view word) {
        bool const there = takes(word[0]);
        if (there && text_.substr(at_).starts_with(word.substr(1))) return at_ += word.size() - 1, true;
        if (there) --at_;
        return false;
    }
    void ends() {
        skip_blanks();
        if (at_ < text_.size()) expected("nothing after the }");
    }

    std::string_view quoted(std::string_view what) {
        char const quote = takes('\'') ? '\'' : takes('"') ? '"' : '\0';
        if (quote == '\0') expected(what);
        std::size_t const from = at_, to = text_.find_first_of("'\"\\\n", from);
        if (to == text_.npos || text_[to] != quote) expected(fmt::format("{} and the quote that ends it", what));
        at_ = to + 1;
        return text_.substr(from, to - from);
    }

    bool truth() {
        if (takes("True")) return true;
        if (!takes("False")) expected("True or False");
        return false;
    }

    std::vector<std::size_t> shape() {
        if (!takes('(')) expected("a shape in parentheses");
        std::vector<std::size_t> out;
        bool comma = true;
        while (!takes(')')) {
            if (!comma) expected("a comma or )");
            out.push_back(length());
            comma = takes(',');
        }
        if (out.size() == 1 && !comma) expected("a comma before the ), as in (3,)");
        return out;
    }

private:
    void skip_blanks() { at_ = std::min(text_.find_first_not_of(" \t\r\n\f", at_), text_.size()); }

    std::size_t length() {
        char const* const end = text_.data() + text_.size();
        std::size_t out = 0;
        skip_blanks();
        auto const [after, error] = std::from_chars(text_.data() + at_, end, out);
        if (error == std::errc::result_out_of_range) expected("a length below 2^64");
        if (error != std::errc{}) expected("a length in digits");
        if (text_[at_] == '0' && after != text_.data() + at_ + 1) expected("a length without a 0 before it");
        at_ = static_cast<std::size_t>(after - text_.data());
        if (at_ < text_.size() && text_[at_] == 'L') ++at_;  // as Python 2 wrote them
        return out;
    }

    std::string_view text_;
    std::size_t at_ = 0;
};

}  // namespace

npy_header read_npy_header(std::string_view dictionary) {
    constexpr std::string_view keys = "the keys 'descr', 'fortran_order' and 'shape', each once";
    literals text(dictionary);
    std::optional<std::string> descr;
    std::optional<bool> fortran_order;
    std::optional<std::vector<std::size_t>> shape;
    if (!text.takes('{')) text.expected("a dictionary in braces");
    for (bool comma = true; !text.takes('}'); comma = text.takes(',')) {
        if (!comma) text.expected("a comma or }");
        auto const key = text.quoted(keys);
        if (!text.takes(':')) text.expected("a colon");
        if (key == "descr" && !descr)
            descr = text.quoted("an element type in quotes (not records of named fields)");
        else if (key == "fortran_order" && !fortran_order)
            fortran_order = text.truth();
        else if (key == "shape" && !shape)
            shape = text.shape();
        else
            text.expected(keys);
    }
    if (!descr || !fortran_order || !shape) text.expected(keys);
    text.ends();
    return {std::move(*descr), *fortran_order, std::move(*shape)};
}

std::string npy_header_of_doubles(std::span<std::size_t const> shape) {
    std::string dictionary = fmt::format("{{'descr': '<f8', 'fortran_order': False, 'shape': ({}{}), }}",
                                         fmt::join(shape, ", "), shape.size() == 1 ? "," : "");
    constexpr std::size_t lead = 10;
    dictionary.append(63 - (lead + dictionary.size()) % 64, ' ');
    dictionary += '\n';
    std::string out("\x93NUMPY\x01\x00", 8);
    for (int k = 0; k < 2; ++k) out += static_cast<char>(dictionary.size() >> (8 * k) & 0xff);
    return out + dictionary;
}

}  // namespace lamina
