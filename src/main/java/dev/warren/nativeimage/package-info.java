/** What native-image has to be told when it builds the program; no part of it when it runs. */
package dev.warren.nativeimage;
