package io.goleta.plugins.azure;

import com.azure.core.util.BinaryData;
import com.azure.core.util.Context;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.models.BlobHttpHeaders;
import com.azure.storage.blob.options.BlockBlobCommitBlockListOptions;
import com.azure.storage.blob.options.BlockBlobSimpleUploadOptions;
import com.azure.storage.blob.options.BlockBlobStageBlockOptions;
import com.azure.storage.blob.specialized.BlockBlobClient;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Stores one object. What fits into a block is sent with one request, everything else block by block, and becomes an object when the list
 * of the blocks is committed; Azure forgets blocks that are not, after a week. Either way what is being sent is in memory, one block at
 * most, so that the SDK can send it again when the store falters, and is summed, so that the store refuses what changed on the way.
 */
final class AzureUpload {
    private static final BlobHttpHeaders BINARY = new BlobHttpHeaders().setContentType("application/octet-stream");

    private final AzureSettings settings;
    private final AzureConnection connection;
    private final String key;

    AzureUpload(AzureSettings settings, AzureConnection connection, String key) {
        this.settings = settings;
        this.connection = connection;
        this.key = key;
    }

    /**
     * @param length -1 when unknown
     */
    void put(InputStream content, long length) {
        BlockSizes sizes = new BlockSizes(settings.blockSize(), length);
        if (length >= 0 && length < sizes.of(1)) {
            byte[] whole = new byte[(int) length + 1]; // one more, to see whether there is more
            putWhole(whole, requireLength(length, fill(content, whole)));
            return;
        }
        byte[] block = new byte[sizes.of(1)];
        int read = fill(content, block);
        if (read < block.length) {
            putWhole(block, requireLength(length, read));
            return;
        }
        BlockIds ids = new BlockIds();
        List<String> sent = new ArrayList<>();
        long came = 0;
        for (int number = 1, filled = read; filled > 0; number++, filled = fill(content, block)) {
            sent.add(send(ids.of(number), number, exactly(block, filled)));
            came += filled;
            block = sizes.of(number + 1) == block.length ? block : new byte[sizes.of(number + 1)];
        }
        requireLength(length, came);
        connection.call(
                "store " + key,
                container -> client(container)
                        .commitBlockListWithResponse(
                                new BlockBlobCommitBlockListOptions(sent).setHeaders(BINARY), null, Context.NONE));
    }

    private void putWhole(byte[] bytes, int length) {
        byte[] whole = exactly(bytes, length);
        connection.call(
                "store " + key,
                container -> client(container)
                        .uploadWithResponse(
                                new BlockBlobSimpleUploadOptions(BinaryData.fromBytes(whole))
                                        .setHeaders(BINARY)
                                        .setContentMd5(sum(whole)),
                                null,
                                connection.uploading(length)));
    }

    private String send(String id, int number, byte[] block) {
        connection.call(
                "store block " + number + " of " + key,
                container -> client(container)
                        .stageBlockWithResponse(
                                new BlockBlobStageBlockOptions(id, BinaryData.fromBytes(block))
                                        .setContentMd5(sum(block)),
                                null,
                                connection.uploading(block.length)));
        return id;
    }

    private BlockBlobClient client(BlobContainerClient container) {
        return AzureObjectStore.blob(container, settings, key).getBlockBlobClient();
    }

    // The SDK sends an array as it is, and copies a part of one more than once.
    private static byte[] exactly(byte[] bytes, int length) {
        return length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
    }

    private static byte[] sum(byte[] bytes) {
        try {
            return MessageDigest.getInstance("MD5").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has MD5", e);
        }
    }

    private int fill(InputStream content, byte[] buffer) {
        try {
            return content.readNBytes(buffer, 0, buffer.length);
        } catch (IOException e) {
            throw new GoletaException(
                    Fault.STORAGE, "Could not store " + key + ": reading its content failed: " + e.getMessage(), e);
        }
    }

    private int requireLength(long announced, int came) {
        requireLength(announced, (long) came);
        return came;
    }

    private void requireLength(long announced, long came) {
        if (announced >= 0 && announced != came) {
            throw new GoletaException(
                    Fault.STORAGE,
                    "Could not store " + key + ": " + announced + " bytes were announced, and "
                            + (came > announced ? "more" : came) + " came");
        }
    }
}
