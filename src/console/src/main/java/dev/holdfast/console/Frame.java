package dev.holdfast.console;

import dev.holdfast.console.looks.Appearance;
import dev.holdfast.console.notify.Desktop;
import dev.holdfast.console.profiles.ProfileMenuController;
import javafx.beans.property.BooleanProperty;

/**
 * What the window gives the console in it.
 *
 * @param profiles the menu in the bar that leads to other servers
 * @param troubles whether a person wants to be told of troubles when looking elsewhere
 */
record Frame(Appearance appearance, ProfileMenuController profiles, Desktop desktop, BooleanProperty troubles) {}
