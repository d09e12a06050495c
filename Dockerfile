# The root file system is made by apps/dist/src/main/image/build; nothing is downloaded or run here.
FROM scratch
COPY apps/dist/target/image/rootfs/ /
ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
# No USER: manifests say who runs what. The restore helper runs in other people's pods, as they do, and must be able to look into
# volumes that only root may enter where a pod names no user.
ENTRYPOINT ["/velero"]
