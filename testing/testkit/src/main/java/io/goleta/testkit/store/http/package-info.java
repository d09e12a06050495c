/** What may go wrong between a store and the server that it reaches by HTTP: a proxy that breaks what passes, and a contract. */
@NullMarked
package io.goleta.testkit.store.http;

import org.jspecify.annotations.NullMarked;
