package io.goleta.server.repository;

import io.goleta.spi.Secret;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.volume.DataMover;
import io.goleta.spi.volume.RepositoryKeys;
import io.goleta.spi.volume.WrongPasswordException;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keys of repositories: Velero's well-known one, which is honoured, and the exchange of one for another. */
public final class RepositoryKeyChanges {
    private static final Logger LOGGER = LoggerFactory.getLogger(RepositoryKeyChanges.class);

    private final RepositoryAccess access;
    private final RepositoryPassword password;

    @Inject
    public RepositoryKeyChanges(RepositoryAccess access, RepositoryPassword password) {
        this.access = access;
        this.password = password;
    }

    /**
     * Tries Velero's well-known password on a repository that the usual one does not open, and keeps it for this repository
     * when it does.
     *
     * @return whether it does
     */
    public boolean adopt(RepositoryAddress repository) {
        if (isSame(password.get(), RepositoryPassword.WELL_KNOWN)) {
            return false;
        }
        try {
            String key = with(repository, RepositoryPassword.WELL_KNOWN, RepositoryKeys::currentKey);
            password.keep(key, RepositoryPassword.WELL_KNOWN);
        } catch (GoletaException e) {
            LOGGER.debug("the well-known password does not open it either: {}", e.getMessage());
            return false;
        }
        LOGGER.warn(
                "the repository of namespace {} in location {} has Velero's well-known password; replace it with"
                        + " velero restic repo rotate-key",
                repository.namespace(),
                repository.locationName());
        return true;
    }

    /**
     * Gives a repository a random password of its own: adds its key, proves that it opens the repository, stores it in the
     * Secret, and only then removes the keys of the passwords it had from us. Keys that others added stay. May be
     * repeated after an interruption at any point.
     *
     * @param name of the ResticRepository
     * @return what was done, for people
     */
    public String rotate(String name, RepositoryAddress repository) {
        Secret next = password.next(name);
        if (!opens(repository, next)) {
            with(repository, access.password(repository), ring -> {
                ring.addKey(next);
                return true;
            });
        }
        String newKey = with(repository, next, RepositoryKeys::currentKey);
        password.keep(newKey, next);
        List<String> removed = removeOld(repository, next, newKey);
        password.settle(name, removed);
        LOGGER.info("repository {} has a new key {}; removed {}", name, newKey, removed);
        return "key " + newKey.substring(0, Math.min(8, newKey.length())) + " opens the repository, "
                + (removed.isEmpty() ? "no old key was left" : "removed " + shortened(removed))
                + "; its password is repository-password." + newKey + " in the Secret of the repository passwords";
    }

    private List<String> removeOld(RepositoryAddress repository, Secret next, String newKey) {
        List<String> old = new ArrayList<>();
        for (String key : access.keys(repository)) {
            if (!key.equals(newKey) && password.ofKey(key).isPresent()) {
                old.add(key);
            }
        }
        for (Secret common : List.of(password.get(), RepositoryPassword.WELL_KNOWN)) {
            keyOf(repository, common)
                    .filter(key -> !key.equals(newKey) && !old.contains(key))
                    .ifPresent(old::add);
        }
        with(repository, next, ring -> {
            old.forEach(ring::removeKey);
            return true;
        });
        return old;
    }

    private boolean opens(RepositoryAddress repository, Secret candidate) {
        return keyOf(repository, candidate).isPresent();
    }

    /** Empty when the password opens no key; any other failure is thrown. */
    private Optional<String> keyOf(RepositoryAddress repository, Secret candidate) {
        try {
            return Optional.of(with(repository, candidate, RepositoryKeys::currentKey));
        } catch (WrongPasswordException e) {
            return Optional.empty();
        }
    }

    private <T> T with(RepositoryAddress repository, Secret password, Function<RepositoryKeys, T> work) {
        try (DataMover mover = access.open(repository, password)) {
            if (mover instanceof RepositoryKeys ring) {
                return work.apply(ring);
            }
            throw new GoletaException(
                    Fault.PLUGIN, "the data mover " + repository.dataMover() + " cannot change keys of repositories");
        }
    }

    private static String shortened(List<String> keys) {
        return String.join(
                ", ",
                keys.stream()
                        .map(key -> key.substring(0, Math.min(8, key.length())))
                        .toList());
    }

    private static boolean isSame(Secret one, Secret other) {
        return Arrays.equals(one.reveal(), other.reveal());
    }
}
