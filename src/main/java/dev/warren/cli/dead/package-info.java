/** {@code warren dead}: dead letters, over a gateway's API. */
package dev.warren.cli.dead;
