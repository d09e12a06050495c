/**
 * The restore helper: the program of the init container that holds a restored pod back until the node agent has filled the
 * pod's volumes. It runs once in every restored pod, so it uses the JDK alone and starts in a few hundredths of a second.
 */
@NullMarked
package io.goleta.server.restorehelper;

import org.jspecify.annotations.NullMarked;
