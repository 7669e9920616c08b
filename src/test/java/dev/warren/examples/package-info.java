/** The pages under {@code examples}, done as they say. */
package dev.warren.examples;
