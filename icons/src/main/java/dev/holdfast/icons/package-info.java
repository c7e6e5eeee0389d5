/** Makes the icons that desktops want from the one drawing; part of the build of installers. */
@NullMarked
package dev.holdfast.icons;

import org.jspecify.annotations.NullMarked;
