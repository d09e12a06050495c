/** Keeps chosen values of ConfigMaps out of backups, and says so when one is restored. */
@NullMarked
package com.example.redact;

import org.jspecify.annotations.NullMarked;
