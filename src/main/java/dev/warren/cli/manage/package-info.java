/** Commands that change what is on the broker, as the user that its settings name. The gateway's HTTP API has none of it. */
package dev.warren.cli.manage;
