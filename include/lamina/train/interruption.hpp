#pragma once

namespace lamina {

/// As long as one lives, SIGINT and SIGTERM are noted instead of ending the program; a second one ends it. The handlers
/// of before come back with the last of them. A signal that the program ignores stays ignored.
class interruption {
public:
    explicit interruption(bool watch);
    ~interruption();
    interruption(interruption const&) = delete;
    interruption& operator=(interruption const&) = delete;

    /// The name of the signal noted since the first of those that live now was made; null: none. One that nobody has
    /// asked for is raised again when the last of them ends.
    static char const* asked();

private:
    bool watches_;
};

}  // namespace lamina
