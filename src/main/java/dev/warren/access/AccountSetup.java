package dev.warren.access;

import dev.warren.inspect.ManagementException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makes a virtual host, and in it a user for each {@link Part} that may do what that part needs and nothing else. What is there as
 * it should be stays untouched.
 */
public final class AccountSetup {

    /**
     * What there is to be.
     *
     * @param prefix of the users' names
     * @param queues that they are for; any of the virtual host if empty
     * @param exchanges of others that they are for
     * @param rotate whether users that are there get new passwords
     */
    public record Plan(String virtualHost, String prefix, List<String> queues, List<String> exchanges, boolean rotate) {

        String userOf(Part part) {
            return prefix + "-" + part.label();
        }
    }

    /**
     * What has been done.
     *
     * @param madeVirtualHost whether it was not there
     * @param failure why it is not all
     */
    public record Result(String virtualHost, boolean madeVirtualHost, List<User> users, Optional<Failure> failure) {

        /** Whether all was as it should be. */
        public boolean isUnchanged() {
            return !madeVirtualHost
                    && users.stream().allMatch(user -> user.changes().isEmpty());
        }
    }

    /**
     * What ended it early.
     *
     * @param losesPassword whether a user may have a new password that nobody knows
     */
    public record Failure(ManagementException cause, boolean losesPassword) {}

    /**
     * A user as it is now.
     *
     * @param password if it is new: RabbitMQ does not give away others
     * @param changes what was done to it, in words
     */
    public record User(
            Part part, String name, Optional<String> password, Permissions permissions, List<String> changes) {

        /** Without the password. */
        @Override
        public String toString() {
            return part + " " + name + " " + permissions + " " + changes;
        }
    }

    private final Accounts accounts;

    public AccountSetup(Accounts accounts) {
        this.accounts = accounts;
    }

    /** How far it is. */
    private static final class Progress {
        private boolean madeVirtualHost;
        private final List<User> users = new ArrayList<>();
        private boolean sendsPassword;
    }

    /** New passwords are in what comes of it also after a failure: nobody else knows them. */
    public Result apply(Plan plan) {
        Progress progress = new Progress();
        Optional<Failure> failure = Optional.empty();
        try {
            apply(plan, progress);
        } catch (ManagementException e) {
            failure = Optional.of(new Failure(e, progress.sendsPassword));
        }
        return new Result(plan.virtualHost(), progress.madeVirtualHost, List.copyOf(progress.users), failure);
    }

    private void apply(Plan plan, Progress progress) throws ManagementException {
        if (accounts.virtualHost(plan.virtualHost()).isEmpty()) {
            accounts.addVirtualHost(plan.virtualHost(), "tasks of Warren");
            progress.madeVirtualHost = true;
        }
        for (Part part : Part.values()) {
            apply(plan, part, progress);
        }
    }

    private void apply(Plan plan, Part part, Progress progress) throws ManagementException {
        Account wanted = new Account(plan.userOf(part), part.tags());
        List<String> changes = new ArrayList<>();
        Optional<String> password = applyAccount(wanted, plan.rotate(), changes, progress);
        Permissions permissions = part.permissions(plan.queues(), plan.exchanges());
        try {
            Optional<Permissions> there = accounts.permissions(wanted.name(), plan.virtualHost());
            if (!there.equals(Optional.of(permissions))) {
                accounts.grant(wanted.name(), plan.virtualHost(), permissions);
                changes.add("permissions");
            }
        } finally {
            progress.users.add(new User(part, wanted.name(), password, permissions, List.copyOf(changes)));
        }
    }

    /** @return its password, if it is new */
    private Optional<String> applyAccount(Account wanted, boolean rotate, List<String> changes, Progress progress)
            throws ManagementException {
        Optional<Account> there = accounts.user(wanted.name());
        if (there.isEmpty() || rotate) {
            String password = Secrets.newPassword();
            progress.sendsPassword = true;
            accounts.put(wanted, password);
            progress.sendsPassword = false;
            changes.add(there.isEmpty() ? "user" : "password");
            return Optional.of(password);
        }
        if (!there.get().tags().equals(wanted.tags())) {
            accounts.putTags(wanted);
            changes.add("tags");
        }
        return Optional.empty();
    }
}
