/** Keeps the tables in {@code docs/} equal to the code that they are about. */
package dev.warren.reference;
