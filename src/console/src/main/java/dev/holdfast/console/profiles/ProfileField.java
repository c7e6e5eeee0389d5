package dev.holdfast.console.profiles;

/** What is typed into the form of a profile and may be wrong, in the order on the screen. */
enum ProfileField {
    NAME, ADDRESS, USER
}
