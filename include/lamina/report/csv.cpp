#include <lamina/report/csv.hpp>

#include <stdexcept>

#include <fmt/format.h>

#include <lamina/report/distinct_names.hpp>
#include <lamina/report/whole_file.hpp>

namespace lamina {

namespace {

std::string as_field(std::string const& name) {
    if (!name.empty() && name.find_first_of(",\"\n\r") == std::string::npos) return name;
    std::string out = "\"";
    for (char const c : name) {
        if (c == '"') out += c;
        out += c;
    }
    out += '"';
    return out;
}

}  // namespace

void write_csv(std::filesystem::path const& path, std::vector<column> const& columns) {
    if (columns.empty()) throw std::invalid_argument("write_csv: no columns, expected at least 1");
    expect_distinct_names("write_csv", columns);
    std::size_t const rows = columns.front().values.size();
    std::string text;
    for (column const& c : columns) {
        if (c.values.size() != rows)
            throw std::invalid_argument(fmt::format("write_csv: column \"{}\" has {} rows, expected {} as in \"{}\"",
                                                    c.name, c.values.size(), rows, columns.front().name));
        text += as_field(c.name);
        text += &c == &columns.back() ? '\n' : ',';
    }
    for (std::size_t r = 0; r < rows; ++r)
        for (std::size_t c = 0; c < columns.size(); ++c)
            fmt::format_to(std::back_inserter(text), "{}{}", columns[c].values[r], c + 1 < columns.size() ? ',' : '\n');
    whole_file file("write_csv", path);
    file.write(text);
    file.finish();
}

}  // namespace lamina
