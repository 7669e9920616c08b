package dev.warren;

import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * What this process is called: in the broker's list of connections, on retries and dead letters.
 *
 * @param value the host's name, in Kubernetes the pod's, and the process id
 */
public record ProcessName(String value) {

    static ProcessName ofThisProcess() {
        long pid = ProcessHandle.current().pid();
        try {
            return new ProcessName(InetAddress.getLocalHost().getHostName() + "/" + pid);
        } catch (UnknownHostException e) {
            return new ProcessName("pid " + pid);
        }
    }
}
