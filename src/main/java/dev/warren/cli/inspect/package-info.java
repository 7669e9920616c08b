/** Commands that show what there is on the broker. */
package dev.warren.cli.inspect;
