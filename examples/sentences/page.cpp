// Writes the page "sentences of the language" to standard output, as Markdown: page CHAPTER.cpp ...
// A chapter is one of the files that this program is compiled from. Its text is shown: the comment at its top as title
// and introduction, what follows `using namespace lamina;` as the symbols of the chapter, then each sentence with what
// it prints.
#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <string>
#include <vector>

#include "sentence.hpp"

namespace {

std::vector<std::string> lines_of(char const* path) {
    std::ifstream file(path);
    std::vector<std::string> lines;
    for (std::string line; std::getline(file, line);) lines.push_back(line);
    return lines;
}

bool begins(std::string const& line, std::string const& with) { return line.compare(0, with.size(), with) == 0; }

/// A block of lines between fences, without empty lines at its ends
void show(std::vector<std::string> block, char const* language) {
    while (!block.empty() && block.back().empty()) block.pop_back();
    while (!block.empty() && block.front().empty()) block.erase(block.begin());
    if (block.empty()) return;
    std::printf("```%s\n", language);
    for (std::string const& line : block) std::printf("%s\n", line.c_str());
    std::puts("```\n");
}

/// The body of a sentence as one would write it in a program: not indented, the value itself instead of its return
std::vector<std::string> as_code(std::vector<std::string> body) {
    std::string const keyword = "return ";
    std::size_t indent = 4;
    for (std::string& line : body) {
        line.erase(0, std::min(indent, line.find_first_not_of(' ')));
        if (!begins(line, keyword)) continue;
        line.erase(0, keyword.size());
        body.back().pop_back();    // its semicolon
        indent += keyword.size();  // lines that continue it were aligned to it
    }
    return body;
}

/// Prints one chapter; returns how many sentences it has.
int write_chapter(char const* path) {
    std::string const opening = "sentence const ";
    auto const lines = lines_of(path);
    std::size_t at = 0;
    for (; at < lines.size() && begins(lines[at], "// "); ++at)
        std::printf("%s%s\n%s", at == 0 ? "## " : "", lines[at].c_str() + 3, at == 0 ? "\n" : "");
    std::puts("");
    while (at < lines.size() && lines[at] != "using namespace lamina;") ++at;
    std::vector<std::string> symbols;
    for (++at; at < lines.size() && !begins(lines[at], opening); ++at) symbols.push_back(lines[at]);
    show(symbols, "cpp");

    int count = 0;
    for (; at < lines.size(); ++at) {
        if (!begins(lines[at], opening)) continue;
        auto const first = lines[at].find('"') + 1;
        std::string const meaning = lines[at].substr(first, lines[at].rfind('"') - first);
        std::vector<std::string> body;
        for (++at; at < lines.size() && lines[at] != "});"; ++at) body.push_back(lines[at]);
        std::printf("### %s\n\n", meaning.c_str());
        show(as_code(body), "cpp");
        auto const found = sentence::all().find(meaning);
        if (found == sentence::all().end()) {
            std::cerr << path << ": the sentence `" << meaning << "` is not part of the program\n";
            std::exit(1);
        }
        std::puts("```text");
        found->second();
        std::puts("```\n");
        ++count;
    }
    return count;
}

}  // namespace

int main(int argc, char** argv) {
    std::puts(
        "# Sentences of the language\n\n"
        "Each sentence stands here as the code that was compiled, followed by what the library prints of it: as the\n"
        "text of a program, as mathematics, as LaTeX, and for a problem the facts that are known at compile time.\n");
    int shown = 0;
    for (int k = 1; k < argc; ++k) shown += write_chapter(argv[k]);
    if (shown != static_cast<int>(sentence::all().size())) {
        std::cerr << "page: " << sentence::all().size() << " sentences, " << shown << " of them in the files given\n";
        return 1;
    }
}
