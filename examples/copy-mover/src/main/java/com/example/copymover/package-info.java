/** A data mover that copies the files of volumes into the storage location, and the action that chooses volumes for it. */
@NullMarked
package com.example.copymover;

import org.jspecify.annotations.NullMarked;
